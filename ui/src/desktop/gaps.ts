// What a person at the screen felt, by the same words as the server's io.godwit.experience: a gap is a time between two
// changes of the picture; the longest gap of a move is compared with the longest one at standstill.

/** A stretch without a change. `atMillis`: its beginning, milliseconds since the epoch. */
export interface Gap {
  atMillis: number;
  millis: number;
}

/** The body of POST /api/v1/migrations/{id}/felt. */
export interface Felt {
  standstillGapMillis: number;
  longestGapMillis: number;
  gaps: Gap[];
}

/** From here on most people notice. */
export const NOTICED_MILLIS = 100;

/** The window of a move, as `godwit demo` measures it: from half a second before it to two seconds after it. */
export const BEFORE_MILLIS = 500;
export const AFTER_MILLIS = 2000;

/** How long before the window the picture at standstill is looked at. */
const STANDSTILL_MILLIS = 8000;

/** All gaps of a window. One that began before it, or ended after it, counts with its part inside. `moments` are sorted. */
export function gapsBetween(moments: readonly number[], fromMillis: number, toMillis: number): Gap[] {
  const inside = moments.filter((moment) => moment > fromMillis && moment < toMillis);
  const edges = [fromMillis, ...inside, toMillis];
  return edges.slice(1).map((end, i) => ({ atMillis: edges[i]!, millis: end - edges[i]! }));
}

export function longest(gaps: readonly Gap[]): number {
  return gaps.reduce((most, gap) => Math.max(most, gap.millis), 0);
}

/** What a move felt like; the standstill is the stretch before it, cut off where the picture began. */
export function feltDuring(moments: readonly number[], startedAtMillis: number, endedAtMillis: number): Felt {
  const from = startedAtMillis - BEFORE_MILLIS;
  const gaps = gapsBetween(moments, from, endedAtMillis + AFTER_MILLIS);
  const began = moments[0] ?? from;
  return {
    standstillGapMillis: longest(gapsBetween(moments, Math.min(from, Math.max(began, from - STANDSTILL_MILLIS)), from)),
    longestGapMillis: longest(gaps),
    gaps: gaps.filter((gap) => gap.millis > NOTICED_MILLIS),
  };
}

/**
 * How far this browser's clock is ahead of the server's, by a move whose end was seen when it came: told within seconds, so
 * what is more is the clocks.
 */
export function clockSkew(endedAtMillis: number, seenAtMillis: number): number {
  const late = seenAtMillis - endedAtMillis;
  return late < -1000 || late > 5000 ? late : 0;
}

/** The same by the server's clock. */
export function inTimeOf(skewMillis: number, felt: Felt): Felt {
  return { ...felt, gaps: felt.gaps.map((gap) => ({ ...gap, atMillis: gap.atMillis - skewMillis })) };
}
