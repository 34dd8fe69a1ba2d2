import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Migration, MigrationSummary } from '../src/api';
import { AFTER_MILLIS, BEFORE_MILLIS, gapsBetween, longest } from '../src/desktop/gaps';
import { launch, Visit } from './browser';
import { Eyes } from './desktop/eyes';
import { Sockets } from './desktop/sockets';
import { Godwit } from './godwit';

/** The desktop VM is dragged about while its screen is open in the same page, and goes on playing there. */

const VM = 'desktop1';
/** Of the lab's desktop; the password is the same word. */
const USER = 'viewer';
const STANDSTILL_MILLIS = 8000;
const AFTERWARDS_MILLIS = 5000;
const LOOKED_AT_EVERY_MILLIS = 250;
// On a machine that emulates everything on two cores, and does other things as well.
const VIDEO_WITHIN_MILLIS = 180_000;
const ARRIVES_WITHIN_MILLIS = 300_000;
const FEWEST_EACH_SECOND = 1;
const LONGEST_GAP_MILLIS = 10_000;

let godwit: Godwit;
let browser: Browser;
let visit: Visit;
let sockets: Sockets;
let eyes: Eyes;

before(async () => {
  browser = await launch();
  godwit = await Godwit.up({ name: 'uidesk', guest: 'desktop', vms: 1 });
  visit = await Visit.begin(browser, godwit.link, { viewport: { width: 1600, height: 900 } });
  sockets = new Sockets(visit.page);
});

after(async () => {
  await browser?.close();
  await godwit?.down();
});

test("the desktop's screen is opened beside the scene, and its video plays there", async () => {
  await visit.chip(VM).click();
  await visit.page.getByRole('menuitem', { name: 'Open its desktop' }).click();
  await showTheDesktop();
  eyes = await Eyes.on(visit.page);
  await seen(3, VIDEO_WITHIN_MILLIS);
});

test('it plays on while the VM is dragged to the other hypervisor', async () => {
  await watched('hypervisor', [[VM, 'vnode3']]);
  assert.deepEqual(await places(), ['vnode3', 'vda=nas2']);
});

test('it plays on while its disk is dragged to the other NAS', async () => {
  await watched('NAS', [[`${VM}/vda`, 'nas1']]);
  assert.deepEqual(await places(), ['vnode3', 'vda=nas1']);
});

test('it plays on while both are dragged back', async () => {
  await watched('both', [[VM, 'vnode2'], [`${VM}/vda`, 'nas2']]);
  assert.deepEqual(await places(), ['vnode2', 'vda=nas2']);
});

test('what the page measured itself is kept with each migration, and drawn on its time line', async () => {
  const moves = await migrations();
  assert.equal(moves.length, 3);
  for (const { id } of moves) {
    const { felt = [] } = await ask<Migration>(`migrations/${id}`);
    assert.deepEqual(felt.map(({ probe }) => probe), ['browser']);
    await visit.page.goto(`${godwit.address}/#/migrations/${id}`);
    await visit.page.getByText('this desktop').first().waitFor();
  }
});

test('it was one connection from the first move to the last, and the browser complained of nothing', async () => {
  assertStillTheFirstConnection();
  assert.equal(await visit.page.locator('section.desktop').getAttribute('data-opened'), '1');
  assert.deepEqual(visit.complaints, []);
});

/** As a person does, who then takes the keyboard back from the guest. */
async function showTheDesktop(): Promise<void> {
  await visit.page.getByLabel(`User on ${VM}`).fill(USER);
  await visit.page.getByLabel('Password').fill(USER);
  await visit.page.getByRole('button', { name: 'Show the desktop' }).click();
  await visit.page.locator('section.desktop[data-phase=shown]').waitFor({ timeout: VIDEO_WITHIN_MILLIS });
  await visit.page.keyboard.press('Control+Alt+Home');
}

/** Drags, confirms, and waits until all has arrived, with an eye on the picture before, meanwhile and after. */
async function watched(title: string, drops: [chip: string, host: string][]): Promise<void> {
  const rested = Date.now();
  await visit.page.waitForTimeout(STANDSTILL_MILLIS);
  const stirred = Date.now();
  await visit.scene();
  for (const [chip, host] of drops) await visit.put(chip, host);
  await visit.migrate();
  for (const [chip, host] of drops) await visit.arrived(chip, host, ARRIVES_WITHIN_MILLIS);
  const { began, ended } = await lastMove();
  await visit.page.waitForTimeout(AFTERWARDS_MILLIS);

  const moments = await eyes.moments();
  const standstill = longest(gapsBetween(moments, rested, stirred));
  const gap = longest(gapsBetween(moments, began - BEFORE_MILLIS, ended + AFTER_MILLIS));
  const spans = { before: [rested, stirred], during: [began, ended], after: [ended, ended + AFTERWARDS_MILLIS] } as const;
  const rates = Object.entries(spans).map(([when, [from, to]]) => [when, changesEachSecond(moments, from, to)] as const);
  const said = rates.map(([when, rate]) => `${rate.toFixed(1)} ${when}`).join(', ');
  console.log(`${title}: ${ended - began} ms; longest gap ${gap} ms, at standstill ${standstill} ms; changes each second: ${said}`);

  for (const [when, rate] of rates) assert.ok(rate > FEWEST_EACH_SECOND, `${title}, ${when}: ${said}`);
  assert.ok(gap < LONGEST_GAP_MILLIS, `${title}: the picture stood for ${gap} ms`);
  assertStillTheFirstConnection();
}

function changesEachSecond(moments: readonly number[], from: number, to: number): number {
  return (moments.filter((moment) => moment > from && moment < to).length * 1000) / (to - from);
}

function assertStillTheFirstConnection(): void {
  assert.equal(sockets.opened.length, 1, `WebSockets opened: ${sockets.opened.join(', ')}`);
  assert.deepEqual(sockets.closed, []);
}

/** Until the video's picture has changed so often. */
async function seen(changes: number, withinMillis: number): Promise<void> {
  for (const end = Date.now() + withinMillis; (await eyes.moments()).length < changes; ) {
    assert.ok(Date.now() < end, `fewer than ${changes} frames of the video were seen within ${withinMillis} ms`);
    await visit.page.waitForTimeout(LOOKED_AT_EVERY_MILLIS);
  }
}

/** By the journal, whose clock is this machine's as the browser's is. */
async function lastMove(): Promise<{ began: number; ended: number }> {
  const [move] = await migrations();
  assert.equal(move?.outcome, 'done', JSON.stringify(move));
  return { began: Date.parse(move!.startedAt), ended: Date.parse(move!.endedAt!) };
}

/** The newest first. */
async function migrations(): Promise<MigrationSummary[]> {
  return (await ask<{ items: MigrationSummary[] }>('migrations')).items;
}

async function ask<T>(what: string): Promise<T> {
  return (await visit.page.request.get(`${godwit.address}/api/v1/${what}`)).json() as Promise<T>;
}

async function places(): Promise<[hypervisor: string, disks: string]> {
  const { hypervisor, disks } = await godwit.whereIs(VM);
  return [hypervisor, disks];
}
