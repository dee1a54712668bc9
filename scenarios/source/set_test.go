package source

import "testing"

const shop = `fleet:
  instances:
    - &w {name: web, count: 9}
    - *w
    - {name: db}
applications:
  - applicationName: shop
    deploymentGroups:
      - {deploymentGroupName: prod}
revisions:
  v2: {scripts: {scripts/start.sh: {takes: 5s}}}
`

func TestSet(t *testing.T) {
	for _, c := range []struct{ path, check string }{
		{"fleet.instances[0].count", "fleet.instances[0].count"},
		{"fleet.instances[db].count", "fleet.instances[2].count"},
		{"applications[shop].deploymentGroups[prod].deploymentConfigName", "applications[0].deploymentGroups[0].deploymentConfigName"},
		{`revisions.v2.scripts["scripts/start.sh"].takes`, "revisions.v2.scripts[scripts/start.sh].takes"},
		{"seed", "seed"},
		{"fleet", "fleet"},
	} {
		root := parse(t, shop)
		if err := Set(root, c.path, Int(42)); err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		steps, _ := parsePath(c.check)
		n := root
		for _, s := range steps {
			if n.Kind == Sequence {
				n = n.Items[s.text[0]-'0']
			} else {
				n = n.Get(s.text)
			}
		}
		if n == nil || n.Text != "42" || n.Label == "" {
			t.Errorf("%s: not set", c.path)
		}
	}
}

func TestSetLeavesAliasesAlone(t *testing.T) {
	root := parse(t, shop)
	if err := Set(root, "fleet.instances[0].count", Int(3)); err != nil {
		t.Fatal(err)
	}
	if got := root.Get("fleet").Get("instances").Items[1].Get("count").Text; got != "9" {
		t.Errorf("the alias became %s, want 9", got)
	}
}

func TestSetRefuses(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"flet.instances", `"flet.instances": there is no key "flet"; did you mean fleet?`},
		{"fleet.instances[wbe].count", `"fleet.instances[wbe].count": no item is called "wbe"; did you mean web?`},
		{"fleet.instances[3].count", `"fleet.instances[3].count": there is no item 3; the list has 3, the first is [0]`},
		{"fleet.instances[-1].count", `"fleet.instances[-1].count": there is no item -1; the list has 3, the first is [0]`},
		{"fleet.instances.web", `"fleet.instances.web": "web" is below a list; choose an item first: [0].web`},
		{"fleet.instances[0].count.x", `"fleet.instances[0].count.x": nothing can be below 9; leave "x" out`},
		{"fleet..x", `"fleet..x": a key is missing; write keys with dots between them: fleet.instances[0].count`},
		{".fleet", `".fleet": a key is missing; write keys with dots between them: fleet.instances[0].count`},
		{"fleet[0", `"fleet[0": a bracket does not end or is empty; write [0], [web] or ["a.sh"]`},
		{"fleet[]", `"fleet[]": a bracket does not end or is empty; write [0], [web] or ["a.sh"]`},
		{"", `"": the path is empty; write one such as fleet.instances[0].count`},
	} {
		root := parse(t, shop)
		err := Set(root, c.path, Int(1))
		if err == nil || err.Error() != c.want {
			t.Errorf("got %v\nwant %s", err, c.want)
		}
		if !Equal(root, parse(t, shop)) {
			t.Errorf("%s: the tree was changed", c.path)
		}
	}
}
