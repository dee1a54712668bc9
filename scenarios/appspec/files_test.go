package appspec

import "testing"

const refusesSource = "The deployment failed because the application specification file specifies only a source file "

func TestFiles(t *testing.T) {
	testServer(t, []serverCase{
		{"files as a mapping", "CD-9.2", linux(`files:
  source: / # want "3: files must be a list, not a mapping; write each entry as - source"
  destination: /srv
`), noIndex},
		{"files as a word", "CD-9.2", linux(`files: all # want "8: files must be a list, not a value"
`), "undefined method 'each' for an instance of String"},
		{"an entry that is a word", "CD-9.2", linux(`files:
  - index.html # want "5: an entry of files must be a mapping"
`), noSource},
		{"no source", "CD-9.2", linux(`files:
  - destination: /srv # want "5: an entry of files without a source"
`), noSource},
		{"no destination", "CD-9.2", linux(`files:
  - source: index.html # want "5: an entry of files without a destination"
    dest: /srv # want "5: warning: the key .dest. is ignored; did you mean destination"
`), refusesSource + "(index.html)"},
		{"numbers are no paths", "CD-9.2", linux(`files:
  - source: 404 # want "13: source: .404. is not text; Install fails"
    destination: 7 # want "18: destination: .7. is not text; Install fails"
`), ""},
		{"sources", "CD-9.2", linux(`files:
  - {source: ../../etc, destination: /srv} # want "14: warning: source: .* leads out of the bundle"
  - {source: "", destination: /srv} # want "14: warning: source: an empty path means the whole bundle"
  - {source: 'a\b', destination: /srv} # want "14: warning: source: a backslash separates nothing"
`), ""},
		{"destinations", "CD-9.2", linux(`files:
  - {source: /, destination: srv/shop} # want "30: warning: destination: .srv/shop. is not a fully qualified path"
  - {source: /, destination: C:\shop} # want "30: warning: .* is not a fully qualified path"
  - {source: /, destination: $HOME/shop} # want "30: warning: destination: variables are not expanded"
  - source: html/index.html
    destination: /srv/index.html # want "18: warning: destination: a directory is meant, so the file becomes /srv/index.html/index.html"
`), ""},
		{"drives", "CD-9.2", windows(`files:
  - {source: '\', destination: 'C:\shop'}
  - {source: '\a', destination: 'shop'} # want "33: warning: .* is not a fully qualified path"
`), ""},
		{"the same twice", "CD-4.17", linux(`files:
  - {source: a/b.html, destination: /srv}
  - {source: ./a/b.html, destination: /srv/} # want "14: .[.]/a/b.html. is copied to ./srv/. twice; Install fails; line 4 has it already"
  - {source: c/b.html, destination: /srv} # want "14: warning: line 5 copies another .b.html. to ./srv.; if both are files, Install fails"
  - {source: c/b.html, destination: /srv/c}
`), ""},
	})
}

func TestPaths(t *testing.T) {
	for _, p := range []string{"..", "../a", "a/../../b", `..\a`, "/../etc", "//.."} {
		if !leaves(p) {
			t.Errorf("%s stays", p)
		}
	}
	for _, p := range []string{"", "/", ".", "a/..", "..a", "a/../b", "/a"} {
		if leaves(p) {
			t.Errorf("%s leaves", p)
		}
	}
}
