// The timeline: the overview, deployments, and lanes as rows or as bands.

const timeline = document.getElementById("timeline"), overview = document.getElementById("overview");
const mostRows = 40; // lanes with rows of their own; more are drawn as bands
const axisHeight = 20, barHeight = 20;
let plan = null; // where things were drawn

// planned says what gets which place.
function planned(width) {
  const shown = view.last - view.first, single = shown <= mostRows;
  const per = single ? 1 : [2, 5].concat(...[10, 100, 1000, 10000, 100000, 1000000].map((n) => [n, 2 * n, 2.5 * n, 5 * n])).find((n) => shown / n <= 24);
  const rows = [];
  for (let first = view.first; first < view.last; first = rows[rows.length - 1].last) {
    rows.push({ first, last: single ? first + 1 : Math.min(view.last, (Math.floor(first / per) + 1) * per) });
  }
  const top = axisHeight + barHeight * barTracks() + 8, height = single ? Math.max(20, Math.min(28, Math.floor(480 / shown))) : 24;
  return { single, rows, top, height, width, total: top + rows.length * height + 4, scale: scaleOf(width, view.from, view.to) };
}

// Deployments that run at the same time are drawn below one another.
const bars = layBars();
function layBars() {
  const ends = [];
  return data.deployments.map((d) => {
    const from = d.created, to = d.ended < 0 ? data.end : d.ended;
    let track = ends.findIndex((end) => end <= from);
    if (track < 0) track = ends.length < 6 ? ends.length : 5;
    ends[track] = Math.max(to, from);
    return { deployment: d, from, to, track };
  });
}
const barTracks = () => Math.max(1, ...bars.map((b) => b.track + 1));

function drawTimeline() {
  const canvas = document.getElementById("lanes");
  plan = planned(Math.max(timeline.clientWidth, 200));
  const { ctx, ratio } = fit(canvas, plan.total);
  const { scale } = plan;
  if (!plan.single) paintBands(ctx, plan.rows, view.from, view.to, { left: scale.left, top: plan.top, width: scale.right - scale.left, height: plan.height }, ratio);
  drawAxis(ctx, scale, view.from, view.to, plan.total);
  drawBars(ctx);
  drawGutter(ctx);
  plan.rows.forEach((row, r) => {
    const y = plan.top + r * plan.height;
    if (plan.single) drawRow(ctx, scale, row.first, y, plan.height);
    else drawFailures(ctx, scale, row, y, plan.height - 2);
  });
  drawRunMarks(ctx);
  drawChain(ctx);
  drawCursor(ctx);
  drawOverview();
}

// drawBars draws each deployment with what became of it.
function drawBars(ctx) {
  const { scale } = plan;
  ctx.textAlign = "left";
  for (const bar of bars) {
    if (bar.to < view.from || bar.from > view.to) continue;
    const d = bar.deployment, y = axisHeight + bar.track * barHeight;
    const x0 = Math.max(scale.left, scale.x(bar.from)), x1 = Math.max(x0 + 3, Math.min(scale.right, scale.x(bar.to)));
    const color = d.status === "Failed" ? inks.bad : d.status === "Succeeded" ? inks.ok : inks.soft;
    ctx.fillStyle = patternOf(ctx, d.status === "Failed" ? 1 : d.status === "Succeeded" ? 0 : 2, color, inks.panel);
    ctx.fillRect(x0, y + barHeight - 5, x1 - x0, 3);
    ctx.fillStyle = inks.text;
    const sign = { Failed: "✗ ", Succeeded: "✓ ", Stopped: "■ " }[d.status] || "";
    const text = sign + d.number + " " + d.revision + (d.rollbackOf ? " ↩ rolls back " + d.rollbackOf : "") + " " + d.status;
    ctx.fillText(cut(ctx, text, Math.max(0, roomFor(bar, scale) - x0 - 4)), x0 + 2, y + 7);
  }
}

// roomFor is where the text of a deployment must end: where the next begins.
function roomFor(bar, scale) {
  const next = bars.filter((b) => b.track === bar.track && b.from > bar.from).map((b) => scale.x(b.from));
  return Math.min(scale.right, ...next);
}

// drawGutter names the rows.
function drawGutter(ctx) {
  ctx.textAlign = "right";
  plan.rows.forEach((row, r) => {
    const y = plan.top + r * plan.height;
    ctx.fillStyle = r === view.row ? inks.text : inks.soft;
    ctx.fillText(cut(ctx, plan.single ? data.lanes[row.first] : shortRange(row), plan.scale.left - 10), plan.scale.left - 6, y + plan.height / 2);
    ctx.fillStyle = inks.line;
    ctx.fillRect(0, y + plan.height - 1, plan.single ? plan.scale.right : plan.scale.left, 1);
  });
}

// shortRange names a range by its first and last name, the second without what
// it shares with the first.
function shortRange(row) {
  const a = data.lanes[row.first], b = data.lanes[row.last - 1];
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  while (same > 0 && /[0-9]/.test(a[same - 1])) same--;
  return a + " … " + b.slice(same);
}

// drawRunMarks marks the calls, faults and zones that concern no lane alone.
function drawRunMarks(ctx) {
  let last = -99;
  for (let k = lanes.start[lanes.count]; k < lanes.start[lanes.count + 1]; k++) {
    const no = lanes.list[k], mark = whatOf(no).mark, x = plan.scale.x(records.at[no]);
    if (!mark || subjects.kind[records.subject[no]] === "deployment" && whatOf(no).kind !== "ZoneDone" || records.at[no] < view.from || records.at[no] > view.to || x - last < 5) continue;
    drawSign(ctx, mark, x, plan.top - 5, 8);
    last = x;
  }
}

// placeOf is where a record is drawn.
function placeOf(no) {
  const lane = laneOf(no), x = Math.min(Math.max(plan.scale.x(records.at[no]), plan.scale.left), plan.scale.right);
  if (lane < 0) return [x, plan.top - 6];
  const r = plan.rows.findIndex((row) => lane >= row.first && lane < row.last);
  return r < 0 ? null : [x, plan.top + (r + 0.5) * plan.height];
}

// drawChain draws the way from the record that is looked at to its causes.
function drawChain(ctx) {
  if (!view.selected) return;
  const places = chainOf(view.selected, 60).map(placeOf).filter((p) => p);
  ctx.strokeStyle = ctx.fillStyle = inks.focus;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  places.forEach(([x, y], n) => (n ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.stroke();
  places.forEach(([x, y], n) => {
    ctx.beginPath();
    ctx.arc(x, y, n ? 2.5 : 7, 0, 7);
    if (n) ctx.fill();
    else ctx.stroke();
  });
}

// drawCursor shows where the keyboard is, where the pointer is, and what is
// being chosen.
function drawCursor(ctx) {
  const { scale } = plan, focused = document.activeElement === timeline;
  ctx.strokeStyle = inks.focus;
  ctx.lineWidth = 2;
  if (focused && view.row >= -1) {
    const x = scale.x(view.at), y = view.row < 0 ? axisHeight : plan.top + view.row * plan.height;
    const height = view.row < 0 ? plan.top - axisHeight : plan.height;
    ctx.strokeRect(1, y, scale.right - 2, height - 1);
    ctx.strokeRect(Math.round(x) - 3, y + 1, 6, height - 3);
  }
  if (view.hover >= view.from && view.hover <= view.to) {
    ctx.fillStyle = inks.focus;
    ctx.fillRect(Math.round(scale.x(view.hover)), axisHeight, 1, plan.total);
  }
  if (view.drag && view.drag.moved) {
    const { x0, y0, x1, y1 } = view.drag;
    ctx.fillStyle = inks.focus;
    ctx.globalAlpha = 0.15;
    ctx.fillRect(Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0));
    ctx.globalAlpha = 1;
    ctx.strokeRect(Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0));
  }
}

// drawOverview draws the lanes that are shown over the whole run, and which
// part of it is shown.
function drawOverview() {
  const { ctx, width, ratio } = fit(overview, 44), scale = scaleOf(width, 0, span), row = { first: view.first, last: view.last };
  if (view.last > view.first) paintBands(ctx, [row], 0, span, { left: scale.left, top: 4, width: scale.right - scale.left, height: 36 }, ratio);
  ctx.fillStyle = inks.soft;
  ctx.textAlign = "right";
  ctx.fillText("whole run", scale.left - 6, 22);
  ctx.strokeStyle = inks.focus;
  ctx.lineWidth = 2;
  if (view.from > 0 || view.to < span) ctx.strokeRect(scale.x(view.from), 3, Math.max(3, scale.x(view.to) - scale.x(view.from)), 37);
}

// placed is what a point of the timeline is: a row and a time.
function placed(event) {
  const box = document.getElementById("lanes").getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
  const row = y < plan.top ? -1 : Math.min(plan.rows.length - 1, Math.floor((y - plan.top) / plan.height));
  const t = Math.min(Math.max(plan.scale.t(x), view.from), view.to);
  return { x, y, row, t, near: ((view.to - view.from) / (plan.scale.right - plan.scale.left)) * 6 };
}

// click shows the record at a point, or counts the lanes of a range there.
function click(at) {
  view.row = at.row;
  view.at = at.t;
  if (at.row < 0) return select(recordAt(lanes.count, at.t, at.near) || barRecord(at));
  const row = plan.rows[at.row];
  if (at.x < plan.scale.left && !plan.single) return look({ first: row.first, last: row.last });
  if (plan.single) return select(recordAt(row.first, at.t, at.near));
  say(countText(row, at.t));
  showRange(row, at.t);
  redraw();
}

// barRecord is the record with which the deployment at a point ended or began.
function barRecord(at) {
  const track = Math.floor((at.y - axisHeight) / barHeight);
  const bar = bars.find((b) => b.track === track && at.t >= b.from - at.near && at.t <= b.to + at.near);
  if (!bar) return 0;
  let found = bar.deployment.record;
  for (let k = lanes.start[lanes.count]; k < lanes.start[lanes.count + 1]; k++) {
    const no = lanes.list[k];
    if (whatOf(no).kind === "DeploymentEnded" && deploymentOf(no) === bar.deployment) found = no;
  }
  return found;
}

// drop looks at what was chosen by dragging.
function drop({ x0, y0, x1, y1 }) {
  const t = [plan.scale.t(Math.min(x0, x1)), plan.scale.t(Math.max(x0, x1))], change = { from: t[0], to: t[1] };
  const r = [y0, y1].map((y) => Math.min(Math.max(0, Math.floor((y - plan.top) / plan.height)), plan.rows.length - 1)).sort((a, b) => a - b);
  if (Math.max(y0, y1) > plan.top && r[1] > r[0]) Object.assign(change, { first: plan.rows[r[0]].first, last: plan.rows[r[1]].last });
  look(change);
}

// step moves the cursor along its row: to the next record of a lane, or by a
// fortieth of the time that is shown.
function step(by) {
  const lane = view.row < 0 ? lanes.count : plan.single ? plan.rows[view.row].first : -1;
  if (lane < 0) {
    view.at = Math.min(Math.max(0, view.at + (by * (view.to - view.from)) / 40), data.end);
    if (view.at < view.from || view.at > view.to) pan(by / 2);
    return say(countText(plan.rows[view.row], view.at));
  }
  const from = lanes.start[lane], to = lanes.start[lane + 1];
  let k = from;
  while (k < to && lanes.list[k] !== view.no) k++;
  if (k === to) for (k = from; k < to && records.at[lanes.list[k]] < view.at; k++);
  else k += by;
  if (from === to) return say("no records here");
  point(lanes.list[Math.min(Math.max(k, from), to - 1)]);
}

// point puts the cursor on a record and says it.
function point(no) {
  view.no = no;
  view.at = records.at[no];
  if (view.at < view.from || view.at > view.to) reveal(no);
  say(sayRecord(no));
}

// rove moves the cursor to another row.
function rove(by) {
  const row = view.row + by;
  if (row >= plan.rows.length && view.last < lanes.count) return turn(1);
  if (row < 0 && view.first > 0) return turn(-1);
  view.row = Math.min(Math.max(-1, row), plan.rows.length - 1);
  view.no = 0;
  if (view.row < 0) return say("deployments, calls and faults; " + clock(view.at));
  say(plan.single ? data.lanes[plan.rows[view.row].first] + " at " + clock(view.at) : countText(plan.rows[view.row], view.at));
}

// turn shows other lanes, as many as now.
function turn(by) {
  const count = view.last - view.first;
  look({ first: view.first + by * count, last: view.last + by * count });
  say(shownText());
}

// enter shows what the cursor is on.
function enter() {
  if (view.row >= 0 && !plan.single) {
    const row = plan.rows[view.row];
    view.row = 0;
    look({ first: row.first, last: row.last });
    return say(shownText());
  }
  const lane = view.row < 0 ? lanes.count : plan.rows[view.row].first;
  select(view.no || recordAt(lane, view.at, (view.to - view.from) / 100), true);
}

const keys = {
  ArrowLeft: (e) => (e.shiftKey ? pan(-0.25) : step(-1)),
  ArrowRight: (e) => (e.shiftKey ? pan(0.25) : step(1)),
  ArrowUp: () => rove(-1),
  ArrowDown: () => rove(1),
  PageUp: () => turn(-1),
  PageDown: () => turn(1),
  Home: () => { view.at = 0; view.no = 0; step(0); },
  End: () => { view.at = data.end; view.no = 0; step(0); },
  Enter: enter,
  " ": enter,
  Escape: () => { lookBack(); say(shownText()); },
  "+": () => { zoom(0.5, view.at); say(shownText()); },
  "=": () => { zoom(0.5, view.at); say(shownText()); },
  "-": () => { zoom(2, view.at); say(shownText()); },
  0: () => { lookAtAll(); say(shownText()); },
};

function say(text) {
  document.getElementById("said").textContent = text;
  redraw();
}

function listenTimeline() {
  const canvas = document.getElementById("lanes");
  timeline.addEventListener("keydown", (event) => {
    const key = keys[event.key];
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    key(event);
  });
  timeline.addEventListener("focus", redraw);
  timeline.addEventListener("blur", redraw);
  canvas.addEventListener("pointerdown", (event) => {
    const { x, y } = placed(event);
    if (event.button === 0) view.drag = { x0: x, y0: y, x1: x, y1: y, moved: false };
  });
  canvas.addEventListener("pointermove", (event) => {
    const at = placed(event);
    if (view.drag) {
      Object.assign(view.drag, { x1: at.x, y1: at.y });
      view.drag.moved ||= Math.abs(at.x - view.drag.x0) > 6 && event.pointerType === "mouse";
    }
    hover(at.t);
  });
  canvas.addEventListener("pointerup", (event) => {
    const drag = view.drag;
    view.drag = null;
    if (drag && drag.moved) drop(drag);
    else if (drag) click(placed(event));
  });
  canvas.addEventListener("pointercancel", () => { view.drag = null; redraw(); });
  canvas.addEventListener("pointerleave", () => hover(-1));
  canvas.addEventListener("dblclick", (event) => {
    const at = placed(event);
    if (at.row >= 0 && !plan.single) look({ first: plan.rows[at.row].first, last: plan.rows[at.row].last });
  });
  timeline.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, placed(event).t);
  }, { passive: false });
  overview.addEventListener("click", (event) => {
    const box = overview.getBoundingClientRect(), t = scaleOf(box.width, 0, span).t(event.clientX - box.left);
    const half = (view.to - view.from) / 2;
    look({ from: t - half, to: t + half });
  });
}
