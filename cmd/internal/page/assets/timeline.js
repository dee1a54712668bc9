// The timeline: the overview, deployments, and lanes as rows or as bands.

const timeline = document.getElementById("timeline"), overview = document.getElementById("overview");
const mostRows = 50; // lanes with rows of their own; more are drawn as bands
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
  const top = axisHeight + barHeight * barTracks() + 8, height = single ? Math.max(20, Math.min(28, Math.floor(520 / shown))) : 24;
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

// painted is what does not change while only the cursor moves.
const painted = { key: "", canvas: document.createElement("canvas") };

function drawTimeline() {
  const canvas = document.getElementById("lanes");
  plan = planned(Math.max(timeline.clientWidth, 200));
  view.row = Math.min(view.row, plan.rows.length - 1);
  const { ctx } = fit(canvas, plan.total);
  const key = [canvas.width, canvas.height, view.from, view.to, view.first, view.last, ...inks.classes].join();
  if (key !== painted.key) {
    painted.key = key;
    paint(canvas);
    drawOverview();
  }
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.drawImage(painted.canvas, 0, 0);
  ctx.restore();
  drawChain(ctx);
  drawCursor(ctx);
}

// paint draws the timeline without cursor and chain, as large as a canvas.
function paint(canvas) {
  const { scale } = plan, ratio = canvas.width / plan.width;
  painted.canvas.width = canvas.width;
  painted.canvas.height = canvas.height;
  const ctx = painted.canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.font = font;
  ctx.textBaseline = "middle";
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
    ctx.fillStyle = inks.text;
    ctx.fillText(cut(ctx, plan.single ? laneName(row.first) : shortRange(row), plan.scale.left - 14), plan.scale.left - 10, y + plan.height / 2);
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
    const no = lanes.list[k], mark = markOf(no), x = plan.scale.x(records.at[no]);
    if (!mark || subjects.kind[records.subject[no]] === "deployment" && !/^(ZoneDone|StageBegun|DeploymentWaits|DeploymentQueuedUp)$/.test(whatOf(no).kind) || records.at[no] < view.from || records.at[no] > view.to || x - last < 5) continue;
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
  ctx.globalAlpha = 0.45; // labels stay readable below it
  ctx.beginPath();
  places.forEach(([x, y], n) => (n ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.stroke();
  ctx.globalAlpha = 1;
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
