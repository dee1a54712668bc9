package page_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	stdhtml "html"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/page"
)

// between is the text of the only place between two others.
func between(t *testing.T, text, from, to string) string {
	t.Helper()
	if n := strings.Count(text, from); n != 1 {
		t.Fatalf("%d times %q", n, from)
	}
	_, text, _ = strings.Cut(text, from)
	text, _, found := strings.Cut(text, to)
	if !found {
		t.Fatalf("no %q", to)
	}
	return text
}

// ruled checks that the policy of a page allows some of its elements by their
// hashes and nothing else, and that it comes before what it rules.
func ruled(t *testing.T, text string, names ...string) {
	t.Helper()
	policy := stdhtml.UnescapeString(between(t, text, `<meta http-equiv="Content-Security-Policy" content="`, `"`))
	want := "default-src 'none'"
	for _, name := range names {
		sum := sha256.Sum256([]byte(between(t, text, "<"+name+">", "</"+name+">")))
		want += "; " + name + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	if want += "; base-uri 'none'; form-action 'none'"; policy != want {
		t.Errorf("the policy is\n%s, want\n%s", policy, want)
	}
	if strings.Index(text, "Content-Security-Policy") > strings.Index(text, "<style") {
		t.Error("the policy comes after what it rules")
	}
}

// The policy allows the style and the script of the page by their hashes, and
// nothing else: no other place, no evaluation, no handlers in attributes.
func TestPolicy(t *testing.T) {
	w, title := run(t, "rollback")
	text := string(html(t, page.Collect(w, title, nil), page.Verdict{Passed: 1}))
	ruled(t, text, "style", "script")
	script := between(t, text, "<script>", "</script>")
	for _, banned := range []string{"eval(", "Function(", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "fetch(", "import(", "http:", "https:", "<!--", "<script"} {
		if strings.Contains(script, banned) {
			t.Errorf("the script has %q", banned)
		}
	}
	body := strings.ReplaceAll(text, script, "")
	if found := regexp.MustCompile(`(?i)<[^>]*\s(on[a-z]+|style|src)=|href="?[^#"]|url\(|@import`).FindString(body); found != "" {
		t.Errorf("the page has %q", found)
	}
}

const hostile = `rehearse: 1
title: "</title><script>alert(1)</script>"
seed: 1
fleet:
  instances: [{name: "<img src=x onerror=alert(2)>", tags: {Env: prod}}]
applications:
  - applicationName: "shop"
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: all
        ec2TagFilters: [{Key: Env, Value: prod}]
deploymentConfigs: [{deploymentConfigName: all, minimumHealthyHosts: {type: HOST_COUNT, value: 0}}]
revisions:
  "v<2>&\"'":
    appspec: {version: 0.0, os: linux, hooks: {ValidateService: [{location: "</script><svg/onload=alert(3)>.sh"}]}}
    scripts: {"</script><svg/onload=alert(3)>.sh": {exit: 1, prints: "</script><!-- ]]>"}}
timeline: [{at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: "v<2>&\"'"}}]
`

// Markup in titles and names stays text wherever it is shown, and nothing
// hides what it says.
func TestEscaping(t *testing.T) {
	w, title := run(t, written(t, hostile))
	set := &w.Setup().CodeDeploy // scenarios have no such names; should they ever
	set.Groups[0].Name, set.Configs[w.Deployments()[0].Config].Name = "</script><b>prod\u2028", "<i>all"
	d := page.Collect(w, title+"\u202etfel", nil)
	text := string(html(t, d, page.Verdict{Failures: []string{"<u>missed\u202e"}}))
	for name, picture := range map[string]string{"html": text, "svg": string(svg(t, d))} {
		for _, markup := range []string{"<script>alert", "<img", "<b>", "<i>", "<u>", "v<2>", "<svg/onload", "<!--", "]]>", "\u202e", "\u2028"} {
			if strings.Contains(picture, markup) {
				t.Errorf("the %s has %q", name, markup)
			}
		}
		if !strings.Contains(picture, "&lt;script&gt;alert(1)") {
			t.Errorf("the %s does not show the title", name)
		}
	}
	var back page.Data
	embedded := between(t, text, `<script type="application/json" id="data">`, "</script>")
	if strings.ContainsAny(embedded, "<>&") {
		t.Error("the embedded data has markup")
	}
	if err := json.Unmarshal([]byte(embedded), &back); err != nil {
		t.Fatal(err)
	}
	if back.Lanes[0] != "<img src=x onerror=alert(2)>" || back.Deployments[0].Revision != `v<2>&"'` {
		t.Errorf("the data has the names %q and %q", back.Lanes[0], back.Deployments[0].Revision)
	}
}

// Every picture is XML, has a title and a description, and neither script nor
// reference to anything outside of it.
func TestSVG(t *testing.T) {
	for _, path := range []string{"rollback", "load-balancer", "no-instances", written(t, hostile), written(t, fleet(200)), filepath.Join("testdata", "two.yaml")} {
		w, title := run(t, path)
		text := svg(t, page.Collect(w, title, nil))
		seen := elements(t, path, text)
		if seen["title"] == 0 || seen["desc"] != 1 || seen["script"] > 0 || seen["foreignObject"] > 0 || seen["rect"] < 2 {
			t.Errorf("%s: elements %v", path, seen)
		}
		if bytes.Contains(text, []byte("href")) || bytes.Count(text, []byte("://")) != 1 {
			t.Errorf("%s: refers to something", path)
		}
	}
}

// elements counts the elements of a text of XML.
func elements(t *testing.T, path string, text []byte) map[string]int {
	t.Helper()
	seen := map[string]int{}
	for dec := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return seen
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if e, ok := token.(xml.StartElement); ok {
			seen[e.Name.Local]++
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("%s: %s has %s", path, e.Name.Local, a.Name.Local)
				}
			}
		}
	}
}
