// Package classroom is a class without a server: a folder that a teacher keeps,
// sheets that students take away, and answers that come back.
//
// An assignment is a pool of questions about scenarios. Each student gets some
// of them, with options in an order of his own, drawn from a secret of the
// class, the assignment and his id; so the teacher can make any sheet again,
// and nobody can know another's. A sheet has no keys. Grading makes each
// question anew through the engine and trusts nothing that came back but the
// answers. That somebody with the program can look a key up can not be helped
// where there is no supervision; the chain of an answers file shows accidents
// and hand-editing, not fraud.
//
//	FOLDER/class.yaml             the title and the secret: for the teacher alone
//	       roster.csv             id and name of each student
//	       scenarios/             scenarios of the teacher's own
//	       NAME/assignment.yaml   what an assignment was made of
//	            variants.jsonl    who got which questions
//	            sheets/ID.yaml    what each student gets
//	            answers/ID.…      what came back; ID.1.…, ID.2.…: what came before
//	            grades/           gradebook.csv, answers.csv, feedback/ID.txt
//
// Which file decides what:
//
//	class.go         the folder and its class.yaml; files.go: how files are written
//	roster.go        who is in the class
//	assignment.go    what an assignment is; pool.go: its questions; variants.go: who gets which
//	cases.go         scenarios and the questions about them, on all cores
//	sheet.go         what a student gets; sheet_read.go: and what is in it
//	journal.go       answers as they are given, each chained to the one before
//	collect.go       what comes back; handin.go: which of several hand-ins holds
//	grade.go         keys made anew; gradebook.go: tables of it; feedback.go: for each student
//	analysis.go      what the answers say of the questions, and of the class
package classroom
