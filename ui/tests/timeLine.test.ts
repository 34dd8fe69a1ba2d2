import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Migration, Sample } from '../src/api';
import { timeLine } from '../src/migration/timeLine';

const BEGAN = Date.parse('2026-11-24T12:00:00Z');

function migration(more: Partial<Migration> = {}): Migration {
  return {
    id: 'm1', vm: 'tiny1', uuid: 'u', kind: 'hypervisor', policy: 'balanced', outcome: 'running', reason: '', startedAt: new Date(BEGAN).toISOString(),
    cancelRequested: false, from: 'vnode2', to: 'vnode3', disks: [], checks: [], command: '', verified: false,
    steps: [{ sequence: 0, title: 'migrate', label: 'memory', state: 'begun', detail: '', startedAt: new Date(BEGAN + 200).toISOString() }],
    prediction: { seconds: 10, memoryBytes: 0, diskBytes: 0, downtimeMillis: 0, freezeMillis: 0, reasons: [] },
    ...more,
  };
}

function memory(n: number, bytesDone: number): Sample {
  return { n, atMillis: BEGAN + n * 1000, step: 0, phase: 'memory', percent: 0, bytesDone, bytesTotal: 100, bytesPerSecond: 1, dirtyBytesPerSecond: 5, iteration: 1 };
}

test('while it goes the foretold time is the scale, and it grows when that has passed', () => {
  assert.equal(timeLine(migration(), [], null, BEGAN + 1000).to, BEGAN + 10_500);
  assert.equal(timeLine(migration(), [], null, BEGAN + 30_000).to, BEGAN + 30_500);
});

test('a step that is under way ends now, and one that has ended stays', () => {
  const [bar] = timeLine(migration(), [], null, BEGAN + 3000).bars;
  assert.deepEqual([bar!.from, bar!.to], [BEGAN + 200, BEGAN + 3000]);
});

test('memory rises with its bytes, beside what the guest dirtied', () => {
  const { curves } = timeLine(migration(), [memory(1, 25), memory(2, 100)], null, BEGAN + 3000);
  assert.deepEqual(curves.map((curve) => curve.label), ['memory', 'dirty rate']);
  assert.deepEqual(curves[0]!.points.map((point) => point.height), [0.25, 1]);
});

test('the downtime is from the last STOP to the RESUME that follows it', () => {
  const marks = [
    { atMillis: BEGAN + 10, host: 'vnode2', what: 'STOP', detail: '' },
    { atMillis: BEGAN + 900, host: 'vnode2', what: 'STOP', detail: '' },
    { atMillis: BEGAN + 944, host: 'vnode3', what: 'RESUME', detail: '' },
    { atMillis: BEGAN + 990, host: 'vnode2', what: 'STOP', detail: '' },
  ];
  const [downtime] = timeLine(migration({ marks }), [], null, BEGAN + 2000).rows;
  assert.deepEqual(downtime!.gaps, [{ atMillis: BEGAN + 900, millis: 44 }]);
});

test("the page's own desktop shows its gaps as they come, until the server keeps them", () => {
  const own = [{ atMillis: BEGAN + 500, millis: 130 }, { atMillis: BEGAN - 60_000, millis: 400 }];
  const live = timeLine(migration(), [], own, BEGAN + 1000).rows.at(-1)!;
  assert.deepEqual([live.label, live.gaps.length, live.words], ['this desktop', 1, 'longest 130 ms']);
  const felt = [{ probe: 'browser', longestGapMillis: 131, standstillGapMillis: 42, gaps: own }];
  const kept = timeLine(migration({ felt }), [], own, BEGAN + 1000).rows.filter((row) => row.label === 'this desktop');
  assert.deepEqual(kept.map((row) => row.words), ['longest 131 ms, at standstill 42 ms']);
});
