package source

import "testing"

func TestWrite(t *testing.T) {
	n := Map(
		Pair("rehearse", Int(1)),
		Pair("title", Str("Half at a time, one bad host")),
		Pair("fleet", Map(Pair("instances", Seq(
			Inline(Map(Pair("name", Str("web")), Pair("zones", Seq(Str("us-east-1a"), Str("a, b"))))),
			Map(Pair("name", Str("db")), Pair("old", Bool(true))),
		)))),
		Pair("script", Str("#!/bin/sh\necho hi\n")),
		Pair("empty", Map()),
		Pair("odd", Seq(Str("true"), Str("010"), Str("1_000"), Str("12:30"), Str(""), Str("~"), Str("on"), Str("a: b"), Str("x\x1b\u202e"),
			Str("arn:aws:iam::1:role/x"), Str("20s..40s"), Str("..."), Str("-5s"), Str("naïve"), &Node{}, Seq(Int(-5)))),
		Pair("scripts/start.sh", Str("90s")),
		Pair("a: b", Str("<<")),
	)
	const want = `rehearse: 1
title: Half at a time, one bad host
fleet:
  instances:
    - {name: web, zones: [us-east-1a, "a, b"]}
    - name: db
      old: true
script: |
  #!/bin/sh
  echo hi
empty: {}
odd:
  - "true"
  - "010"
  - "1_000"
  - "12:30"
  - ""
  - "~"
  - "on"
  - "a: b"
  - "x\x1b\u202e"
  - arn:aws:iam::1:role/x
  - 20s..40s
  - "..."
  - "-5s"
  - naïve
  - null
  - - -5
scripts/start.sh: 90s
"a: b": "<<"
`
	got := string(Write(n))
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !Equal(n, parse(t, got)) {
		t.Error("reads back as something else")
	}
}

func TestEqualTellsApart(t *testing.T) {
	for _, c := range [][2]string{
		{"1", `"1"`}, {"a", "b"}, {"[a]", "[a, b]"}, {"{a: 1}", "{b: 1}"}, {"{a: 1, b: 2}", "{b: 2, a: 1}"}, {"[~]", "['']"},
	} {
		if Equal(parse(t, c[0]), parse(t, c[1])) {
			t.Errorf("%s and %s are equal", c[0], c[1])
		}
	}
}
