import type { Gap, Migration, Sample, Step } from '../api';
import { bytes, rate } from '../words';

/** The geometry of a migration's time line: what happened when, on one clock; the words of the report's own drawing. */

const BEFORE_MILLIS = 500;
const AFTER_MILLIS = 2000;

export interface Bar {
  label: string;
  title: string;
  state: Step['state'];
  from: number;
  to: number;
  begun: boolean;
}

export interface Curve {
  label: string;
  words: string;
  /** Moments in milliseconds, heights from 0 to 1. */
  points: { at: number; height: number }[];
}

export interface Row {
  label: string;
  words: string;
  gaps: Gap[];
}

export interface TimeLine {
  from: number;
  to: number;
  began: number;
  foretold: number;
  bars: Bar[];
  curves: Curve[];
  rows: Row[];
}

export function timeLine(migration: Migration, samples: readonly Sample[], own: Gap[] | null, now: number): TimeLine {
  const began = Date.parse(migration.startedAt);
  const ended = migration.endedAt ? Date.parse(migration.endedAt) : undefined;
  const foretold = began + migration.prediction.seconds * 1000;
  const from = began - BEFORE_MILLIS;
  // While it goes the foretold time is the scale, so that the drawing does not shrink with each sample.
  const to = ended === undefined ? Math.max(foretold, now) + 500 : ended + AFTER_MILLIS;
  return {
    from,
    to,
    began,
    foretold,
    bars: migration.steps.map((step) => bar(step, now, began)),
    curves: curves(migration, samples),
    rows: rows(migration, own, from, to),
  };
}

function bar(step: Step, now: number, began: number): Bar {
  const from = step.startedAt ? Date.parse(step.startedAt) : began;
  const to = step.endedAt ? Date.parse(step.endedAt) : Math.max(from, now);
  return { label: step.label, title: step.title, state: step.state, from, to, begun: step.startedAt !== undefined };
}

function curves(migration: Migration, samples: readonly Sample[]): Curve[] {
  const disks = samples.filter((sample) => /^(mirror|copy|disks)/.test(sample.phase));
  const memory = samples.filter((sample) => sample.phase === 'memory');
  const all: Curve[] = [];
  if (migration.kind !== 'hypervisor') all.push(copied('disk', disks));
  if (migration.kind !== 'nas') all.push(copied('memory', memory), dirtied(memory));
  return all;
}

function copied(label: string, samples: Sample[]): Curve {
  const last = samples.at(-1);
  return {
    label,
    words: last ? `${bytes(last.bytesDone)} of ${bytes(last.bytesTotal)}` : 'not yet',
    points: samples.map((sample) => ({
      at: sample.atMillis,
      height: sample.bytesTotal > 0 ? Math.min(1, sample.bytesDone / sample.bytesTotal) : 0,
    })),
  };
}

function dirtied(samples: Sample[]): Curve {
  const most = samples.reduce((most, sample) => Math.max(most, sample.dirtyBytesPerSecond), 0);
  return {
    label: 'dirty rate',
    words: samples.length === 0 ? 'not yet' : most === 0 ? 'none' : `up to ${rate(most)}`,
    points: most === 0 ? [] : samples.map((sample) => ({ at: sample.atMillis, height: sample.dirtyBytesPerSecond / most })),
  };
}

function rows(migration: Migration, own: Gap[] | null, from: number, to: number): Row[] {
  const all: Row[] = [];
  if (migration.kind !== 'nas') all.push(stood(migration));
  const felt = migration.felt ?? [];
  for (const each of felt) {
    all.push({
      label: each.probe === 'screen' ? 'picture' : each.probe === 'browser' ? 'this desktop' : each.probe,
      words: `longest ${Math.round(each.longestGapMillis)} ms, at standstill ${Math.round(each.standstillGapMillis)} ms`,
      gaps: each.gaps,
    });
  }
  if (!felt.some((each) => each.probe === 'browser')) {
    const gaps = own?.filter((gap) => gap.atMillis + gap.millis > from && gap.atMillis < to) ?? [];
    const longest = gaps.reduce((most, gap) => Math.max(most, gap.millis), 0);
    all.push({
      label: 'this desktop',
      words: own === null ? 'no desktop is open' : gaps.length === 0 ? 'nothing above 100 ms' : `longest ${Math.round(longest)} ms`,
      gaps,
    });
  }
  return all;
}

/** From the last STOP to the RESUME that follows it, whichever hosts they were on. */
function stood(migration: Migration): Row {
  const marks = migration.marks ?? [];
  const resume = marks.filter((mark) => mark.what === 'RESUME').at(-1);
  const stop = marks.filter((mark) => mark.what === 'STOP' && (!resume || mark.atMillis <= resume.atMillis)).at(-1);
  if (!stop || !resume) {
    const words = migration.downtimeMillis === undefined ? 'not yet' : `${migration.downtimeMillis} ms by libvirt`;
    return { label: 'downtime', words, gaps: [] };
  }
  const millis = resume.atMillis - stop.atMillis;
  return { label: 'downtime', words: `${millis} ms by QEMU's stamps`, gaps: [{ atMillis: stop.atMillis, millis }] };
}
