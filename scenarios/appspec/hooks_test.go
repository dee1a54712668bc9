package appspec

import "testing"

const refusesTimeout = "The deployment failed because an invalid timeout value"

func TestHooks(t *testing.T) {
	testServer(t, []serverCase{
		{"an event of no name", "CD-4.5", linux(`hooks:
  BeforInstall: # want "3: warning: agents know no lifecycle event .BeforInstall. and ignore it; did you mean BeforeInstall. .CD-4.5."
    - location: a.sh
`), ""},
		{"an unknown event is checked all the same", "CD-9.2", linux(`hooks:
  Lunch: # want "warning: agents know no"
    - runas: root # want "7: a script without a location; write location"
`), noLocation},
		{"the agent's own events", "CD-4.1", linux(`hooks:
  DownloadBundle: [{location: a.sh}] # want "3: warning: DownloadBundle can not be scripted; .* .CD-4.1."
  BlockTraffic: [{location: a.sh}] # want "3: warning: BlockTraffic can not be scripted"
`), ""},
		{"traffic events", "CD-4.1", linux(`hooks:
  AfterAllowTraffic: [{location: a.sh}] # want "3: note: AfterAllowTraffic occurs only with a load balancer and WITH_TRAFFIC_CONTROL"
`), ""},
		{"hooks as a list", "CD-9.2", linux(`hooks:
  - AfterInstall: [{location: a.sh}] # want "3: hooks must be a mapping of lifecycle events, not a list"
`), "undefined method 'each_pair' for an instance of Array"},
		{"a script instead of a list", "CD-9.2", linux(`hooks:
  AfterInstall:
    location: a.sh # want "5: AfterInstall: the scripts of an event are a list, not a mapping; write each script as - location"
`), noKey},
		{"a name instead of a list", "CD-9.2", linux(`hooks:
  AfterInstall: a.sh # want "17: AfterInstall: the scripts of an event are a list"
`), "undefined method 'each' for an instance of String"},
		{"names in a list", "CD-9.2", linux(`hooks:
  AfterInstall:
    - a.sh # want "7: a script must be a mapping, not a value"
`), "undefined method 'has_key?' for an instance of String"},
		{"no location at all", "CD-9.2", linux(`hooks:
  AfterInstall:
    - location: "  " # want "17: a script without a location"
    - location: # want "16: a script without a location"
    - locaton: a.sh # want "7: warning: the key .locaton. is ignored; did you mean location" "7: a script without a location"
`), noLocation},
		{"paths that mean something else", "CD-4.6", linux(`hooks:
  AfterInstall:
    - location: /usr/bin/true # want "17: warning: .* looked up inside the bundle"
    - location: ../a.sh # want "17: warning: .* leads out of the bundle"
    - location: a.sh --now # want "17: warning: .* holds a space"
    - location: [a.sh] # want "17: location: the path of a script can not be a list"
`), ""},
		{"runas on Windows", "CD-4.12", windows(`hooks:
  AfterInstall:
    - {location: a.ps1, runas: shop} # want "32: warning: runas has no effect on Windows"
`), ""},
	})
}

func TestTimeout(t *testing.T) {
	script := func(timeout, want string) string {
		return linux("hooks:\n  AfterInstall:\n    - location: a.sh\n      timeout: " + timeout + " # want \"16: " + want + "\"\n")
	}
	testServer(t, []serverCase{
		{"cut to its digits", "CD-4.7", script("5m", "warning: timeout: .5m. is read as 5 seconds"), ""},
		{"an octal number", "CD-4.7", script("0300", "warning: timeout: .0300. is read as 192 seconds"), ""},
		{"base sixty", "CD-4.7", script("1:30", "warning: timeout: .1:30. is read as 5400 seconds\" \"warning: timeout: the event ends after 3600"), ""},
		{"a fraction", "CD-4.7", script("9.9", "warning: timeout: .9.9. is read as 9 seconds"), ""},
		{"less than one", "CD-4.7", script("0.5", "timeout: .0.5. is cut to 0 seconds; give at least 1"), refusesTimeout},
		{"nothing", "CD-4.7", script("0", "timeout: .0. is cut to 0"), refusesTimeout},
		{"less than nothing", "CD-4.7", script("-1", "timeout: .-1. is cut to -1"), refusesTimeout},
		{"no digits", "CD-4.7", script("forever", "timeout: .forever. is cut to 0"), refusesTimeout},
		{"no end", "CD-4.7", script(".inf", "timeout: ..inf. is no number"), "FloatDomainError"},
		{"a truth", "CD-4.7", script("true", "timeout: .true. is no number"), "undefined method 'to_i' for true"},
		{"a list", "CD-4.7", script("[1]", "timeout: .a list. is no number"), "undefined method 'to_i' for an instance of Array"},
		{"more than the event", "CD-4.8", script("3601", "warning: timeout: the event ends after 3600 seconds"), ""},
		{"more than a number holds", "CD-4.8", script("99999999999999999999", "warning: timeout: .* is read as 9223372036854775807\" \"warning: timeout: the event ends"), ""},
		{"more together", "CD-4.8", linux(`hooks:
  AfterInstall: # want "3: warning: the scripts of AfterInstall are granted 4000 seconds together; the event ends after 3600"
    - {location: a.sh, timeout: 2000}
    - {location: b.sh, timeout: "2000"}
  ValidateService:
    - {location: a.sh, timeout: 3600}
    - location: b.sh
`), ""},
	})
}

func TestTimeoutSeconds(t *testing.T) {
	for written, want := range map[string]int64{
		"300": 300, `"300"`: 300, "~": 3600, "false": 3600, "1_000": 1000, "1,000": 1000, "0x10": 16, "0b11": 3,
		`"0x10"`: 0, "1h": 1, `" 7 days"`: 7, "1e3": 1, "1.5e+2": 150, "089": 89, "3500000000": maxTimeout,
	} {
		spec, r := Parse("appspec.yml", []byte(linux("hooks:\n  ValidateService:\n  - location: a.sh\n    timeout: "+written+"\n")))
		var got int64
		for _, scripts := range spec.Hooks {
			for _, s := range scripts {
				got = s.Timeout
			}
		}
		if got != want || (want == 0) != (r.Refusal != "") {
			t.Errorf("CD-4.7: %s is %d, want %d; %s", written, got, want, r.Refusal)
		}
	}
}
