// What is shown of the run: a range of time and a range of lanes.

const view = { from: 0, to: span, first: 0, last: lanes.count, at: 0, row: -1, selected: 0, hover: -1, drag: null };
const earlierViews = [];
const shortest = Math.min(span, 20); // milliseconds

// look changes what is shown; it can be undone unless it is part of a movement.
function look(change, undoable = true) {
  const before = { from: view.from, to: view.to, first: view.first, last: view.last };
  let { from, to, first, last } = { ...before, ...change };
  const width = Math.min(Math.max(to - from, shortest), span);
  from = Math.min(Math.max(0, from), span - width);
  const height = Math.min(Math.max(Math.round(last - first), 1), lanes.count);
  first = Math.min(Math.max(0, Math.round(first)), Math.max(0, lanes.count - height));
  const after = { from, to: from + width, first, last: first + height };
  if (Object.keys(after).every((key) => after[key] === before[key])) return;
  if (undoable) earlierViews.push(before);
  if (earlierViews.length > 200) earlierViews.shift();
  Object.assign(view, after);
  redraw();
}

function lookBack() {
  const before = earlierViews.pop();
  if (before) look(before, false);
  else look({ from: 0, to: span, first: 0, last: lanes.count }, false);
}

const lookAtAll = () => look({ from: 0, to: span, first: 0, last: lanes.count });

// zoom changes the range of time around a moment.
function zoom(factor, around = (view.from + view.to) / 2) {
  const width = Math.min(Math.max((view.to - view.from) * factor, shortest), span);
  const share = (around - view.from) / (view.to - view.from);
  look({ from: around - width * share, to: around + width * (1 - share) });
}

const pan = (share) => look({ from: view.from + (view.to - view.from) * share, to: view.to + (view.to - view.from) * share }, false);

// reveal moves as little as needed to show a record.
function reveal(no) {
  const lane = laneOf(no), at = records.at[no], change = {};
  if (at < view.from || at > view.to) {
    const half = (view.to - view.from) / 2;
    Object.assign(change, { from: at - half, to: at + half });
  }
  if (lane >= 0 && (lane < view.first || lane >= view.last)) {
    const half = Math.floor((view.last - view.first) / 2);
    Object.assign(change, { first: lane - half, last: lane - half + (view.last - view.first) });
  }
  look(change);
}

// shownText says in words what is shown.
function shownText() {
  const time = clock(view.from) + " to " + clock(Math.min(view.to, data.end));
  if (!lanes.count) return time;
  if (view.last - view.first === 1) return data.lanes[view.first] + ", " + time;
  return data.lanes[view.first] + " to " + data.lanes[view.last - 1] + " (" + (view.last - view.first) + " of " + lanes.count + "), " + time;
}
