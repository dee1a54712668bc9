// Puts it all together.

let due = false;
let drawn = { from: -1 };

// redraw draws once before the next picture, however often it is asked for.
function redraw() {
  if (due) return;
  due = true;
  requestAnimationFrame(draw);
}

function draw() {
  due = false;
  drawTimeline();
  charts.forEach(drawTraffic);
  drawCapacity();
  if (["from", "to", "first", "last"].some((key) => drawn[key] !== view[key])) {
    drawn = { ...view };
    document.getElementById("shown").textContent = shownText();
    lanesTable();
    if (document.getElementById("journal-shown").checked) filterJournal();
  }
}

// follow goes to the record that the address names.
function follow() {
  const named = /^#record-(\d+)$/.exec(location.hash), no = named ? Number(named[1]) : 0;
  if (no > 0 && no <= records.count) showRecord(no);
}

// telling is the record that most asks for a reason: the end of the first
// deployment that did not succeed, or else of the last.
function telling() {
  let found = 0;
  for (let k = lanes.start[lanes.count]; k < lanes.start[lanes.count + 1]; k++) {
    const no = lanes.list[k];
    if (whatOf(no).kind !== "DeploymentEnded") continue;
    found = no;
    if (deploymentOf(no).status !== "Succeeded") return no;
  }
  return found;
}

function legend() {
  const seen = new Set(data.whats.map((w) => w.class));
  const items = data.classes.flatMap((c, n) => {
    if (n === 0 || n === CLASS.terminated || n !== CLASS.waiting && !seen.has(n)) return [];
    const box = document.createElement("canvas");
    box.width = box.height = 16;
    const ctx = box.getContext("2d");
    ctx.fillStyle = patternOf(ctx, patternOfClass(n), inks.classes[n], inks.panel);
    ctx.fillRect(0, 0, 16, 16);
    box.setAttribute("aria-hidden", "true");
    return [element("li", "", box, " ", c.sign ? element("b", "", c.sign) : "", " " + c.name)];
  });
  for (const [mark, text] of [["failure", seen.has(CLASS.failed) ? "" : "failed"], ["trouble", "a fault"], ["recovery", "runs again"], ["gone", "terminated"], ["request", "a call"], ["milestone", "a step of a deployment or a group"]]) {
    if (!text || !data.whats.some((w) => w.mark === mark)) continue;
    const box = document.createElement("canvas");
    box.width = box.height = 16;
    drawSign(box.getContext("2d"), mark, 8, 8, 10);
    box.setAttribute("aria-hidden", "true");
    items.push(element("li", "", box, " " + text));
  }
  if (data.out.lane.length) items.push(element("li", "", element("span", "out"), " takes no requests"));
  document.getElementById("legend").replaceChildren(...items);
}

function findHost(event) {
  event.preventDefault();
  const wanted = document.getElementById("find-host").value.trim(), lane = data.lanes.indexOf(wanted);
  if (lane < 0) return say(wanted ? "there is no host " + wanted : "no host was named");
  const count = Math.min(view.last - view.first, 20), first = Math.max(0, lane - Math.floor(count / 2));
  look({ first, last: first + count });
  requestAnimationFrame(() => {
    view.row = plan.rows.findIndex((row) => row.first === lane);
    timeline.focus();
    say(data.lanes[lane]);
  });
}

function listenBar() {
  const on = (id, act) => document.getElementById(id).addEventListener("click", act);
  on("zoom-in", () => zoom(0.5));
  on("zoom-out", () => zoom(2));
  on("earlier", () => pan(-0.25));
  on("later", () => pan(0.25));
  on("back", lookBack);
  on("whole", lookAtAll);
  document.getElementById("find").addEventListener("submit", findHost);
  document.getElementById("hosts").append(...data.lanes.slice(0, 500).map((name) => {
    const option = element("option", "");
    option.value = name;
    return option;
  }));
  for (const button of document.querySelectorAll("[data-from]")) {
    button.addEventListener("click", () => {
      const from = Number(button.dataset.from), to = Number(button.dataset.to), end = to < 0 ? data.end : to, room = Math.max((end - from) * 0.05, 500);
      look({ from: from - room, to: end + room });
      document.getElementById("timeline-title").scrollIntoView({ block: "start" });
    });
  }
}

function start() {
  readInks();
  legend();
  listenTimeline();
  makeCharts();
  listenCharts();
  listenTables();
  listenBar();
  fillJournal();
  hover(-1);
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
    matchMedia(query).addEventListener("change", () => { readInks(); legend(); redraw(); });
  }
  window.addEventListener("hashchange", follow);
  window.addEventListener("resize", redraw);
  if (location.hash) follow();
  else if (telling()) showRecord(telling(), false);
  draw();
  performance.mark("rehearse-drawn");
  performance.measure("rehearse-draw", "rehearse-begin", "rehearse-drawn");
}

start();
