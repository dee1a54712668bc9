package appspec

import "testing"

const (
	refusesType   = "The deployment failed because the application specification filespecifies a permission for an object type"
	refusesLength = "The deployment failed because the length of a permissions mode "
	refusesChar   = "The deployment failed because the permissions mode "
	refusesACL    = "The deployment failed because of a problem with the acls permission settings"
)

func TestPermissions(t *testing.T) {
	testServer(t, []serverCase{
		{"on Windows", "CD-9.2", windows(`permissions:
  - {object: 'C:\shop', owner: shop} # want "5: permissions are refused on Windows"
`), onWindows},
		{"as a mapping", "CD-9.2", linux(`permissions:
  object: /srv # want "3: permissions must be a list, not a mapping"
`), noKey},
		{"a path alone", "CD-9.2", linux(`permissions:
  - /srv # want "5: a permission must be a mapping, not a value"
`), "undefined method 'has_key?' for an instance of String"},
		{"no object", "CD-9.2", linux(`permissions:
  - owner: shop # want "5: a permission without an object"
  - {object: " ", owner: shop} # want "14: a permission without an object"
`), noObject},
		{"type as a word", "CD-9.2", linux(`permissions:
  - {object: /srv, owner: shop, type: file} # want "39: type must be a list, not a value; write type: ."
`), "undefined method 'each' for an instance of String"},
		{"type unknown", "CD-9.2", linux(`permissions:
  - {object: /srv, owner: shop, type: [files]} # want "40: type: no type .files.; did you mean file"
`), refusesType + " not supported for permissions (files)"},
		{"except as a word", "CD-9.2", linux(`permissions:
  - {object: /srv, owner: shop, except: "*.log"} # want "41: except must be a list"
`), "undefined method 'each' for an instance of String"},
		{"type is checked before mode", "CD-9.2", linux(`permissions:
  - {object: /srv, mode: 888, type: [link]} # want "26: mode" "38: type"
`), refusesType},
		{"things to look at", "CD-9.2", linux(`permissions:
  - {object: srv, user: shop} # want "5: warning: this permission sets nothing" "14: warning: .* not a fully qualified path" "19: warning: the key .user. is ignored"
`), ""},
		{"one object twice", "CD-4.17", linux(`permissions:
  - {object: /srv, owner: shop, type: [file]}
  - {object: /srv, mode: 755, type: [directory]}
  - {object: /srv, mode: 644, pattern: "*.html"}
  - {object: /srv/, mode: 644} # want "5: warning: line 4 sets permissions on ./srv/. too; Install fails where both fit"
`), ""},
	})
}

func TestMode(t *testing.T) {
	permission := func(mode, want string) string {
		if want != "" {
			want = " # want \"11: " + want + "\""
		}
		return linux("permissions:\n  - object: /srv\n    mode: " + mode + want + "\n")
	}
	testServer(t, []serverCase{
		{"a decimal", "CD-9.2", permission("644", ""), ""},
		{"a text", "CD-9.2", permission(`"0644"`, ""), ""},
		{"four digits", "CD-9.2", permission("6763", ""), ""},
		{"one digit", "CD-9.2", permission("7", ""), ""},
		{"octal, and valid by chance", "CD-9.2", permission("0644", "warning: mode: .0644. .YAML for the number 420. sets the mode 420; write .0644. in quotes, or 644"), ""},
		{"octal", "CD-9.2", permission("0755", "mode: .0755. .YAML for the number 493. holds .9., no octal digit; write .0755. in quotes"), refusesChar + "(493) in the application specification file contains an invalid character (9)"},
		{"too long", "CD-9.2", permission("00644x", "mode: .00644x. is no mode of one to four digits"), refusesLength + "(00644x)"},
		{"letters", "CD-9.2", permission("u+x", "mode: .u.x. holds .u., no octal digit"), refusesChar + "(u+x)"},
		{"eight", "CD-9.2", permission("8", "mode: .8. holds .8."), refusesChar + "(008)"},
		{"a fraction", "CD-9.2", permission("6.4", "mode: .6.4. holds"), refusesChar + "(6.4)"},
		{"a truth", "CD-9.2", permission("false", "mode: .false. is no mode"), refusesLength + "(false)"},
	})
}

func TestACLs(t *testing.T) {
	for entry, want := range map[string]string{
		"d:bob:rwx": "", "default::rw": "", "m::7": "", "mask::7": "", "g:dev:7": "", "user:bob:r-x": "", "u:mask:7": "",
		"m:7": "", "d:mask:7": "", "d:u:bob:rwx": "", "default:other::r": "", "bob:": "",
		"7":              refusesACL + " in the application specification file. Invalid acl entry (7).",
		"d:u:bob:7:rwx":  refusesACL,
		"x:u:bob:rwx":    refusesACL,
		"d:d:bob:rwx":    refusesACL,
		"d:invalid:b:7":  refusesACL,
		"mask:name:rwx":  refusesACL,
		"d:other:name:r": refusesACL,
		"user::rwx":      refusesACL + " in the application specification file. Use mode",
		"other:7":        refusesACL,
		"user:bob:rwxd":  "The deployment failed because the access control list (ACL) named user:bob:rwxd in the application specification file contains an invalid character (d).",
		"user:bob:8":     "The deployment failed because the access control list",
	} {
		_, r := Parse("appspec.yml", []byte(linux("permissions:\n  - {object: /srv, acls: ['"+entry+"']}\n")))
		if len(r.Refusal) < len(want) || r.Refusal[:len(want)] != want || (want == "") != (r.Refusal == "") {
			t.Errorf("CD-9.2: %s: %q, want %q", entry, r.Refusal, want)
		}
	}
}

func TestACLShapes(t *testing.T) {
	testServer(t, []serverCase{
		{"a word", "CD-9.2", linux(`permissions:
  - {object: /srv, acls: "u:bob:7"} # want "26: acls must be a list"
`), "undefined method 'each' for an instance of String"},
		{"false", "CD-9.2", linux(`permissions:
  - {object: /srv, acls: no} # want "26: acls must be a list, not false"
`), "undefined method 'each' for false"},
		{"a number in the list", "CD-9.2", linux(`permissions:
  - {object: /srv, acls: [7]} # want "27: acls: .7. is not text"
`), "undefined method 'split' for an instance of Integer"},
		{"a broken entry", "CD-9.2", linux(`permissions:
  - {object: /srv, acls: ["u:bob:7", "bob"]} # want "38: acls: .bob. has not two to four parts; write entries like"
`), refusesACL},
	})
}

func TestContext(t *testing.T) {
	testServer(t, []serverCase{
		{"whole", "CD-9.2", linux(`permissions:
  - {object: /srv, context: {name: user_u, type: httpd_sys_content_t, range: "s3-s5:c0.c7,c13"}}
`), ""},
		{"the guide's user", "CD-9.2", linux(`permissions:
  - {object: /srv, context: {user: user_u, type: t}} # want "36: note: context: agents 1.x read the user under name"
`), ""},
		{"no type", "CD-9.2", linux(`permissions:
  - {object: /srv, context: {name: user_u}} # want "29: a context without a type"
`), "The deployment failed because the application specification file specifies an invalid context type"},
		{"a number for a range", "CD-9.2", linux(`permissions:
  - {object: /srv, context: {type: t, range: 3}} # want "46: range: .3. is not text"
`), "undefined method 'include?' for an instance of Integer"},
		{"a broken range", "CD-9.2", linux(`permissions:
  - {object: /srv, context: {type: t, range: s5-s3}} # want "46: range: .s5-s3. is not a range"
`), "The deployment failed because of a problem with the SELinux range specified (s5-s3)"},
	})
}

func TestRange(t *testing.T) {
	for written, want := range map[string]string{
		"s0": "", "s0-s3": "", "s0:c1": "", "s0:c0.c7,c13": "", "s0:c0.c1023": "", "s0:c1,": "",
		"":                         "invalid range part ",
		":c1":                      "invalid range part :c1",
		"s0:":                      "invalid range part s0:",
		"s0-":                      "invalid range part s0-",
		"0":                        "invalid sensitivity 0",
		"s":                        "invalid sensitivity s",
		"s0-sx":                    "invalid sensitivity sx",
		"s0:1":                     "invalid category 1",
		"s0:c1024":                 "invalid category c1024",
		"s0:c3.":                   "invalid range part c3.",
		"s0:c3.c1":                 "invalid category range c3.c1",
		"s0:c0.c3,c2":              "duplicate categories",
		"s0:c99999999999999999999": "invalid category c99999999999999999999",
	} {
		if got := rangeFault(written); got != want {
			t.Errorf("CD-9.2: %q: %q, want %q", written, got, want)
		}
	}
}
