"use strict";
performance.mark("rehearse-begin");

// What the run was, taken out of its columns. Records count from 1.

const data = JSON.parse(document.getElementById("data").textContent);
const CLASS = Object.fromEntries(data.classes.map((c, n) => [c.name, n]));
const span = Math.max(data.end * 1.03, data.end + 1); // a little more than the run, to see its last moment
const subjects = data.subjects;
const isTarget = Uint8Array.from(subjects.kind, (kind) => (kind === "target" ? 1 : 0)); // by subject
const classes = Int8Array.from(data.whats, (what) => what.class); // by what a record says
const marks = data.whats.map((what) => what.mark);
const begins = Uint8Array.from(data.whats, (what) => (what.kind === "DeploymentBegun" ? 1 : 0));
const records = readRecords(data.records);
const lanes = readLanes();
const messages = new Map(data.messages.map((m) => [m.record, m]));

function readRecords(columns) {
  const count = columns.at.length;
  const at = new Float64Array(count + 1), what = new Int32Array(count + 1);
  const subject = new Int32Array(count + 1), cause = new Int32Array(count + 1);
  for (let no = 1; no <= count; no++) {
    at[no] = at[no - 1] + columns.at[no - 1];
    subject[no] = subject[no - 1] + columns.subject[no - 1];
    what[no] = columns.what[no - 1];
    cause[no] = columns.back[no - 1] ? no - columns.back[no - 1] : 0;
  }
  return { count, at, what, subject, cause };
}

// readLanes sorts records by lane, those without one last, and finds for every
// target the first record and the track of its lane: targets that are in
// progress at the same time on one host have tracks of their own.
function readLanes() {
  const count = data.lanes.length;
  const start = new Int32Array(count + 2), list = new Int32Array(records.count);
  const place = Int32Array.from(subjects.lane, (lane) => (lane < 0 ? count : lane));
  for (let no = 1; no <= records.count; no++) start[place[records.subject[no]] + 1]++;
  for (let n = 0; n <= count; n++) start[n + 1] += start[n];
  const next = start.slice();
  for (let no = 1; no <= records.count; no++) list[next[place[records.subject[no]]]++] = no;
  const tracks = readTracks(count);
  const out = new Map();
  data.out.lane.forEach((n, k) => {
    if (!out.has(n)) out.set(n, []);
    out.get(n).push([data.out.from[k], data.out.to[k] < 0 ? span : data.out.to[k]]);
  });
  return { count, start, list, out, ...tracks };
}

function readTracks(count) {
  const first = new Int32Array(subjects.kind.length), track = new Uint8Array(subjects.kind.length);
  const busy = new Uint32Array(count), most = new Uint8Array(count).fill(1);
  const begun = new Int32Array(data.deployments.length);
  for (let no = 1; no <= records.count; no++) {
    const s = records.subject[no], n = subjects.lane[s], what = records.what[no];
    if (begins[what]) begun[subjects.deployment[s]] = no;
    if (!isTarget[s]) continue;
    if (!first[s]) {
      first[s] = no;
      while (track[s] < 31 && busy[n] >> track[s] & 1) track[s]++;
      busy[n] |= 1 << track[s];
      most[n] = Math.max(most[n], track[s] + 1);
    }
    if (classes[what] >= CLASS.succeeded) busy[n] &= ~(1 << track[s]);
    else if (classes[what] >= 0) busy[n] |= 1 << track[s];
  }
  const pending = new Map();
  subjects.kind.forEach((kind, s) => {
    if (kind === "target" && !first[s]) pending.set(subjects.lane[s], s);
  });
  return { first, track, most, begun, pending };
}

// eachSpan tells what a lane was doing, one span after another on each track:
// its class, its time, and the record with which it began. What came out of a
// target may be replaced at once.
function eachSpan(lane, tell) {
  const open = [];
  const succeeded = CLASS.succeeded;
  const turn = (track, kind, at, no) => {
    const was = open[track];
    if (was && (at > was.from && was.kind > 0 || was.kind >= succeeded)) tell(track, was.kind, was.from, at, was.no);
    open[track] = { kind, from: at, no };
  };
  // what is in progress on a host that is gone goes on, as CodeDeploy waits for it
  const leave = (at, no) => {
    if (!open.length) turn(0, CLASS.terminated, at, no);
    open.forEach((o, track) => {
      if (o.kind >= succeeded) turn(track, CLASS.terminated, at, no);
    });
  };
  const wait = (s, track, until) => {
    const d = subjects.deployment[s], since = d < 0 ? -1 : data.deployments[d].started;
    if (since >= 0 && since < until) turn(track, CLASS.waiting, Math.max(since, open[track] ? open[track].from : 0), lanes.begun[d]);
  };
  for (let k = lanes.start[lane]; k < lanes.start[lane + 1]; k++) {
    const no = lanes.list[k], s = records.subject[no], kind = classes[records.what[no]];
    if (lanes.first[s] === no) wait(s, lanes.track[s], records.at[no]);
    if (kind === CLASS.terminated) leave(records.at[no], no);
    else if (kind >= 0) turn(lanes.track[s], kind, records.at[no], no);
  }
  if (lanes.pending.has(lane)) wait(lanes.pending.get(lane), 0, span);
  open.forEach((o, track) => {
    if (o.kind > 0) tell(track, o.kind, o.from, span, o.no);
  });
}

const markOf = (no) => marks[records.what[no]];
const laneOf = (no) => subjects.lane[records.subject[no]];
const whatOf = (no) => data.whats[records.what[no]];
const ruleOf = (no) => (whatOf(no).rule < 0 ? null : data.rules[whatOf(no).rule]);

// subjectOf is what a record is about, in words.
function subjectOf(no) {
  const s = records.subject[no], lane = subjects.lane[s];
  return lane < 0 ? subjects.name[s] : data.lanes[lane] + (subjects.label[s] ? " (" + subjects.label[s] + ")" : "");
}

// laneName is the name of a lane with the label of its targets, Blue or Green.
const labels = new Map();
subjects.label.forEach((label, s) => label && labels.set(subjects.lane[s], label));
const laneName = (lane) => data.lanes[lane] + (labels.has(lane) ? " " + labels.get(lane) : "");

function deploymentOf(no) {
  const d = subjects.deployment[records.subject[no]];
  return d < 0 ? null : data.deployments[d];
}

// chainOf is a record and what led to it, up to the input.
function chainOf(no, most = Infinity) {
  const chain = [];
  for (; no > 0 && chain.length < most; no = records.cause[no]) chain.push(no);
  return chain;
}

// effectsOf are the first records to which a record led directly.
function effectsOf(no, most) {
  const list = [];
  for (let n = no + 1; n <= records.count && list.length < most; n++) {
    if (records.cause[n] === no) list.push(n);
  }
  return list;
}

// stepAt is the place of the last time in a sorted list that is not after t, or
// -1.
function stepAt(list, t) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// clock writes a time as Go writes durations: 0s, 1.5s, 1m30s, 2h.
function clock(ms) {
  ms = Math.round(ms);
  if (ms > 0 && ms < 1000) return ms + "ms";
  const h = Math.floor(ms / 3600000), m = Math.floor(ms / 60000) % 60, s = (ms % 60000) / 1000;
  if (h) return h + "h" + (m || s ? m + "m" : "") + (s ? s + "s" : "");
  return m ? m + "m" + (s ? s + "s" : "") : s + "s";
}
