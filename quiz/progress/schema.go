package progress

// What is in the file. Times are milliseconds since 1970, a seed is the signed
// number with its bits, what is true is 1.
const (
	schemaAnswers = `
CREATE TABLE store (
	name   TEXT    NOT NULL,
	number INTEGER NOT NULL -- the last that was given
) STRICT;

CREATE TABLE sessions (
	store   TEXT    NOT NULL,
	number  INTEGER NOT NULL,
	kind    TEXT    NOT NULL,
	seed    INTEGER NOT NULL,
	options TEXT    NOT NULL,
	state   TEXT    NOT NULL,
	changes INTEGER NOT NULL,
	begun   INTEGER NOT NULL,
	ended   INTEGER,
	PRIMARY KEY (store, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
	store          TEXT    NOT NULL,
	number         INTEGER NOT NULL,
	session_store  TEXT    NOT NULL,
	session_number INTEGER NOT NULL,
	at             INTEGER NOT NULL,
	kind           TEXT    NOT NULL,
	scenario       TEXT    NOT NULL,
	seed           INTEGER NOT NULL,
	key            TEXT    NOT NULL,
	card           TEXT    NOT NULL,
	topic          TEXT    NOT NULL,
	options        INTEGER NOT NULL,
	given          TEXT    NOT NULL,
	is_right       INTEGER NOT NULL CHECK (is_right IN (0, 1)),
	points         REAL    NOT NULL,
	certainty      INTEGER NOT NULL,
	hints          INTEGER NOT NULL,
	took           INTEGER NOT NULL,
	unexplained    INTEGER NOT NULL CHECK (unexplained IN (0, 1)),
	PRIMARY KEY (store, number),
	FOREIGN KEY (session_store, session_number) REFERENCES sessions (store, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer_rules (
	store  TEXT    NOT NULL,
	number INTEGER NOT NULL,
	place  INTEGER NOT NULL,
	rule   TEXT    NOT NULL,
	PRIMARY KEY (store, number, place),
	FOREIGN KEY (store, number) REFERENCES answers (store, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer_beliefs (
	store   TEXT    NOT NULL,
	number  INTEGER NOT NULL,
	place   INTEGER NOT NULL,
	belief  TEXT    NOT NULL,
	chosen  INTEGER NOT NULL CHECK (chosen IN (0, 1)),
	sharing INTEGER NOT NULL CHECK (sharing > 0),
	PRIMARY KEY (store, number, place),
	FOREIGN KEY (store, number) REFERENCES answers (store, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE undone (
	store         TEXT    NOT NULL,
	number        INTEGER NOT NULL,
	answer_store  TEXT    NOT NULL,
	answer_number INTEGER NOT NULL,
	at            INTEGER NOT NULL,
	PRIMARY KEY (store, number),
	UNIQUE (answer_store, answer_number),
	FOREIGN KEY (answer_store, answer_number) REFERENCES answers (store, number)
) STRICT, WITHOUT ROWID;`

	schemaCards = `
CREATE TABLE cards (
	card       TEXT    NOT NULL PRIMARY KEY,
	stability  REAL    NOT NULL,
	difficulty REAL    NOT NULL,
	days       INTEGER NOT NULL,
	reps       INTEGER NOT NULL,
	lapses     INTEGER NOT NULL,
	last       INTEGER NOT NULL,
	due        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX cards_due ON cards (due);
CREATE INDEX answers_card ON answers (card);`
)
