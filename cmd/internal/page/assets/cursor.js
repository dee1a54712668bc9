// The pointer and the keyboard in the timeline.

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
}

// enter shows what the cursor is on.
function enter() {
  if (view.row >= 0 && !plan.single) {
    const row = plan.rows[view.row];
    view.row = 0;
    return look({ first: row.first, last: row.last });
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
  Escape: lookBack,
  "+": () => zoom(0.5, view.at),
  "=": () => zoom(0.5, view.at),
  "-": () => zoom(2, view.at),
  0: lookAtAll,
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
