package page_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/page"
)

// chromium starts the browser of this machine. Where there is none the test is
// skipped, unless REQUIRE_CHROMIUM is set.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" && os.Getenv("REQUIRE_CHROMIUM") != "" {
		t.Fatal("REQUIRE_CHROMIUM is set, but there is no chromium in PATH")
	}
	if path == "" {
		t.Skip("no chromium in PATH, so nothing opens the page; apt-get install chromium, or set REQUIRE_CHROMIUM=1 to fail instead")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WindowSize(1280, 900))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	act(t, ctx)
	return ctx
}

// The page in a browser. What a browser complains of fails the test.
func TestBrowser(t *testing.T) {
	browser := chromium(t)
	two := filepath.Join("testdata", "two.yaml")
	for _, story := range []struct {
		name, scenario string
		tell           func(t *testing.T, ctx context.Context)
	}{
		{"a click tells what happened and why", two, clicks},
		{"the chain of causes goes up to the call", two, climbs},
		{"the keyboard is enough", two, types},
		{"tables tell what the drawings show", two, reads},
		{"a thousand hosts are bands that open", written(t, fleet(1000)), opensBands},
		{"narrow, by night, with markup in names", written(t, hostile), narrows},
	} {
		t.Run(story.name, func(t *testing.T) { story.tell(t, opened(t, browser, story.scenario)) })
	}
}

// complain makes errors of what a browser tells: console, exceptions, the
// violation of a policy, dialogs.
func complain(t *testing.T, event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		t.Errorf("console: %v %v", e.Type, e.Args)
	case *runtime.EventExceptionThrown:
		t.Errorf("exception: %s %v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception.Description)
	case *log.EventEntryAdded:
		t.Errorf("%s: %s", e.Entry.Source, e.Entry.Text)
	case *cdppage.EventJavascriptDialogOpening:
		t.Errorf("dialog: %s", e.Message)
	}
}

// opened opens the page of a scenario from disk, in a tab of its own.
func opened(t *testing.T, browser context.Context, scenario string) context.Context {
	t.Helper()
	w, title := run(t, scenario)
	file := filepath.Join(t.TempDir(), "run.html")
	if err := os.WriteFile(file, html(t, page.Collect(w, title, nil), page.Verdict{Passed: 1}), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx := visited(t, browser, file)
	act(t, ctx, chromedp.Poll[chromedp.Void]("performance.getEntriesByName('rehearse-draw').length"))
	return ctx
}

// visited opens a file in a tab of its own.
func visited(t *testing.T, browser context.Context, file string) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithListener(func(event any) { complain(t, event) }))
	t.Cleanup(cancel)
	act(t, ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, log.Enable, cdp.Empty{})
		return err
	}))
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(file)}
	act(t, ctx, chromedp.Navigate(address.String()))
	return ctx
}

func act(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// value is what an expression of the page comes to, after the next picture.
func value[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	settled := "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(" + expression + "))))"
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](settled, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.CSS(selector))
}

func text(t *testing.T, ctx context.Context, selector string) string {
	t.Helper()
	return value[string](t, ctx, fmt.Sprintf("document.querySelector(%q).innerText", selector))
}

func press(t *testing.T, ctx context.Context, keys ...string) {
	t.Helper()
	for _, key := range keys {
		act(t, ctx, chromedp.KeyEvent(key))
	}
}

func contains(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s: no %q in\n%s", what, part, text)
		}
	}
}

// place is where the record that an expression finds is drawn, on the screen.
func place(t *testing.T, ctx context.Context, no string) (x, y float64) {
	t.Helper()
	at := value[[]float64](t, ctx, `(() => {
		timeline.scrollIntoView({ behavior: "instant" });
		const box = document.getElementById("lanes").getBoundingClientRect(), [x, y] = placeOf(`+no+`);
		return [box.left + x, box.top + y];
	})()`)
	return at[0], at[1]
}

const failure = `lanes.list.find((no) => whatOf(no).text.startsWith("ValidateService Failed"))`

// A click on a failure in the timeline tells what failed, by which rule, and
// why; its cause is a link that goes on from there, and back leads back.
func clicks(t *testing.T, ctx context.Context) {
	contains(t, "at first", text(t, ctx, "#record"), "Failed with HEALTH_CONSTRAINTS", "CD-2.8", "Because")
	x, y := place(t, ctx, failure)
	act(t, ctx, chromedp.MouseClickXY(x, y))
	contains(t, "a failure", text(t, ctx, "#record"), "web-1", "It led to", "14s", "Failed")
	act(t, ctx, chromedp.Evaluate[chromedp.Void](`select(`+failure+`)`))
	contains(t, "its event", text(t, ctx, "#record"), "ValidateService Failed: ScriptFailed", "check.sh failed with exit code 1", "no answer on port 80", "CD-4.6", "Source: agent")
	act(t, ctx, click("#record .chain a"))
	contains(t, "its cause", text(t, ctx, "#record .what"), "script 1 exits with 1")
	act(t, ctx, chromedp.NavigateBack())
	contains(t, "after going back", text(t, ctx, "#record .what"), "ValidateService Failed")
	act(t, ctx, click(`a[href="#deployment-2"]`))
	if hash := value[string](t, ctx, "location.hash"); hash != "#deployment-2" {
		t.Errorf("the rollback is at %s", hash)
	}
}

// The chain of the last record goes up to the call, link by link.
func climbs(t *testing.T, ctx context.Context) {
	path := value[[]int](t, ctx, `(async () => {
		const path = [records.count];
		select(records.count);
		for (let link; (link = document.querySelector("#record ol.chain a")); path.push(view.selected)) {
			const moved = new Promise((done) => addEventListener("hashchange", () => setTimeout(done), { once: true }));
			link.click();
			await moved;
		}
		return path;
	})()`)
	for n := 1; n < len(path); n++ {
		if path[n] >= path[n-1] {
			t.Errorf("record %d was caused by %d", path[n-1], path[n])
		}
	}
	if len(path) < 20 || path[len(path)-1] != 1 {
		t.Errorf("the chain is %v", path)
	}
	contains(t, "the end of the chain", text(t, ctx, "#record"), "call CreateDeployment", "nothing in the run caused it")
}

// The keyboard alone reaches a record, zooms, and comes back; what it does is
// said.
func types(t *testing.T, ctx context.Context) {
	act(t, ctx, chromedp.Focus(chromedp.CSS("#timeline")))
	press(t, ctx, kb.ArrowDown)
	contains(t, "down", text(t, ctx, "#said"), "web-1 at 0s")
	press(t, ctx, kb.ArrowRight, kb.ArrowRight)
	contains(t, "right", text(t, ctx, "#said"), "1s, web-1 in deployment 1: ApplicationStop")
	press(t, ctx, kb.End)
	contains(t, "end", text(t, ctx, "#said"), "32s, web-1: is now Healthy, revision Current")
	press(t, ctx, kb.Enter)
	contains(t, "enter", text(t, ctx, "#record .what"), "is now Healthy, revision Current")
	if id := value[string](t, ctx, "document.activeElement.id"); id != "record" {
		t.Errorf("the focus is on %s", id)
	}
	whole := text(t, ctx, "#shown")
	act(t, ctx, chromedp.Focus(chromedp.CSS("#timeline")))
	press(t, ctx, "+")
	if text(t, ctx, "#shown") == whole {
		t.Error("plus does not zoom")
	}
	press(t, ctx, kb.Escape)
	if got := text(t, ctx, "#shown"); got != whole {
		t.Errorf("Escape leads to %s, not %s", got, whole)
	}
	ring := value[string](t, ctx, `getComputedStyle(timeline).outlineStyle`)
	if ring != "solid" {
		t.Errorf("the focus is shown by an outline that is %s", ring)
	}
}

// Tables tell what the drawings show, and the journal finds records by words.
func reads(t *testing.T, ctx context.Context) {
	for _, id := range []string{"#lanes-table", "#traffic-table"} {
		act(t, ctx, click(id+" > summary"))
	}
	contains(t, "lanes", text(t, ctx, "#lanes-table tbody"), "web-1", "DownloadBundle 2s to 3s", "failed at 14s", "web-2", "skipped at 14s")
	contains(t, "traffic", text(t, ctx, "#traffic-table"), "In service", "v1", "6s", "1 of 2")
	act(t, ctx, chromedp.SendKeys(chromedp.CSS("#journal-words"), "check.sh v2"))
	if rows := value[int](t, ctx, `document.querySelectorAll("#journal tbody tr").length`); rows != 1 {
		t.Errorf("%d records run check.sh", rows)
	}
	names := value[[]string](t, ctx, `[...document.querySelectorAll("button, input, a, summary, [tabindex='0']")].filter((e) =>
		!(e.innerText || e.ariaLabel || e.labels?.[0]?.innerText || e.getAttribute("aria-labelledby"))).map((e) => e.outerHTML)`)
	if len(names) > 0 {
		t.Errorf("without a name: %v", names)
	}
}

// A thousand hosts are drawn as bands, and a range opens as rows. How long the
// first drawing took is told, not judged: machines differ.
func opensBands(t *testing.T, ctx context.Context) {
	t.Logf("drawn in %.0f ms", value[float64](t, ctx, "performance.getEntriesByName('rehearse-draw')[0].duration"))
	if rows := value[int](t, ctx, "plan.rows.length"); rows < 10 || rows > 24 {
		t.Errorf("%d rows", rows)
	}
	if colors := value[int](t, ctx, `(() => {
		const canvas = document.getElementById("lanes"), image = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
		return new Set(new Uint32Array(image.data.buffer)).size;
	})()`); colors < 8 {
		t.Errorf("the timeline has %d colours", colors)
	}
	act(t, ctx, chromedp.Focus(chromedp.CSS("#timeline")))
	press(t, ctx, kb.ArrowDown, kb.ArrowRight)
	contains(t, "a range", text(t, ctx, "#said"), "web-1 to web-50: ")
	press(t, ctx, kb.Enter)
	contains(t, "its hosts", text(t, ctx, "#shown"), "(50 of 1000)")
	act(t, ctx, chromedp.SendKeys(chromedp.CSS("#find-host"), "web-77\r"))
	contains(t, "the host", text(t, ctx, "#shown"), "(20 of 1000)")
	if !value[bool](t, ctx, "plan.single && data.lanes[plan.rows[view.row].first] === 'web-77'") {
		t.Error("the cursor is not on web-77")
	}
}

// The page fits narrow windows and the night, and markup in names stays text.
func narrows(t *testing.T, ctx context.Context) {
	act(t, ctx, chromedp.EmulateViewport(360, 740, chromedp.EmulateScale(2), chromedp.EmulateMobile),
		chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			night := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
			_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, night)
			return err
		}))
	if wide := value[float64](t, ctx, "document.documentElement.scrollWidth"); wide > 360 {
		t.Errorf("the page is %v wide", wide)
	}
	if ink := value[string](t, ctx, "inks.panel"); ink != "#19202a" {
		t.Errorf("by night the drawings are on %s", ink)
	}
	if n := value[int](t, ctx, `document.querySelectorAll("img, b *, svg, i, u").length`); n > 0 {
		t.Errorf("%d names became elements", n)
	}
	contains(t, "the name", text(t, ctx, "#record"), "<img src=x onerror=alert(2)>")
}
