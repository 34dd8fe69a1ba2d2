import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch, Visit } from './browser';
import { Godwit } from './godwit';

let godwit: Godwit;
let browser: Browser;
let visit: Visit;

before(async () => {
  browser = await launch();
  godwit = await Godwit.up({ name: 'ui', guest: 'tiny', vms: 2 });
  visit = await Visit.begin(browser, godwit.link);
});

after(async () => {
  await browser?.close();
  await godwit?.down();
});

test('the printed link signs in, once, and its secret is gone from the address', async () => {
  await visit.page.getByRole('heading', { name: 'Hypervisors' }).waitFor();
  assert.ok(!visit.page.url().includes('link='));
  const second = await Visit.begin(browser, godwit.link);
  await second.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await second.end();
});

test('a wrong password is told, and lets nobody in', async () => {
  const stranger = await Visit.begin(browser, godwit.address);
  await stranger.signIn('owner', 'not the password');
  await stranger.page.getByRole('alert').waitFor();
  assert.equal(await stranger.page.locator('.scene').count(), 0);
  await stranger.end();
});

test('the scene shows every VM in its hypervisor, its disk in its NAS, and a line from one to the other', async () => {
  for (const vm of ['tiny1', 'tiny2']) {
    await visit.chipIn('vnode2', vm).waitFor();
    await visit.chipIn('nas2', `${vm}/vda`).waitFor();
  }
  assert.equal(await visit.page.locator('path.wire').count(), 2);
});

test('a host that is no target says why while a VM is carried, and a drop there asks for nothing', async () => {
  await visit.scene();
  await visit.carry('tiny1', 'vnode2');
  assert.match(await visit.box('vnode2').innerText(), /tiny1 runs here/);
  await visit.page.locator('[data-place="vnode2"].illegal').waitFor();
  await visit.page.locator('[data-place="vnode3"].legal').waitFor();
  await visit.drop();
  await visit.page.getByText('tiny1 cannot go to vnode2: tiny1 runs here').first().waitFor();
  assert.equal(await visit.plan().count(), 0);
});

test('a disk cannot be put on a hypervisor, and the page says so', async () => {
  await visit.scene();
  await visit.carry('tiny1/vda', 'vnode3');
  assert.match(await visit.box('vnode3').innerText(), /a disk lies on a NAS/);
  await visit.page.keyboard.press('Escape');
  await visit.drop();
  assert.equal(await visit.plan().count(), 0);
});

test('a VM that is dropped on the other hypervisor shows its plan, and nothing begins before Migrate is pressed', async () => {
  await visit.scene();
  await visit.put('tiny1', 'vnode3');
  await visit.plan().getByText('hypervisor migration').waitFor();
  await visit.plan().getByText('godwit migrate tiny1 --to vnode3').waitFor();
  assert.match(await visit.plan().innerText(), /checks passed/);
  assert.equal((await godwit.whereIs('tiny1')).hypervisor, 'vnode2');

  await visit.migrate();
  await visit.arrived('tiny1', 'vnode3');
  assert.equal((await godwit.whereIs('tiny1')).hypervisor, 'vnode3');
});

test('a disk that is dropped on the other NAS arrives there', async () => {
  await visit.scene();
  await visit.put('tiny1/vda', 'nas1');
  await visit.plan().getByText('godwit migrate tiny1 --disks-to nas1').waitFor();
  await visit.migrate();
  await visit.arrived('tiny1/vda', 'nas1');
  assert.equal((await godwit.whereIs('tiny1')).disks, 'vda=nas1');
});

test('two drops move both, with an arrow for each while it goes', async () => {
  await visit.scene();
  await visit.put('tiny1', 'vnode2');
  await visit.put('tiny1/vda', 'nas2');
  await visit.plan().getByText('godwit migrate tiny1 --to vnode2 --disks-to nas2').waitFor();
  await visit.migrate();
  await visit.page.locator('path.track').first().waitFor({ state: 'attached' });
  await visit.arrived('tiny1', 'vnode2');
  await visit.arrived('tiny1/vda', 'nas2');
  assert.deepEqual(await godwit.whereIs('tiny1').then(({ hypervisor, disks }) => [hypervisor, disks]), ['vnode2', 'vda=nas2']);
});

test('the keyboard alone picks a VM up, finds a target, reads the plan, and begins', async () => {
  await visit.scene();
  await visit.chip('tiny2').focus();
  await visit.page.keyboard.press('Space');
  await visit.page.locator('[data-place="vnode3"].legal').waitFor();
  await visit.page.keyboard.press('ArrowDown');
  await visit.page.locator('[data-place="vnode2"].aimed').waitFor();
  assert.match(await visit.page.locator('[aria-live]').innerText(), /vnode2: not possible, tiny2 runs here/);
  await visit.page.keyboard.press('ArrowDown');
  await visit.page.keyboard.press('Enter');
  await visit.plan().getByText('godwit migrate tiny2 --to vnode3').waitFor();
  assert.equal(await visit.page.evaluate(() => document.activeElement?.textContent), 'Move tiny2');
  await visit.page.getByRole('button', { name: 'Migrate', exact: true }).focus();
  await visit.page.keyboard.press('Enter');
  await visit.arrived('tiny2', 'vnode3');
});

test('Escape puts a carried VM back, and closes a plan', async () => {
  await visit.scene();
  await visit.chip('tiny2').focus();
  await visit.page.keyboard.press('Space');
  await visit.page.keyboard.press('Escape');
  assert.match(await visit.page.locator('[aria-live]').innerText(), /stays where it is/);
  await visit.put('tiny2', 'vnode2');
  await visit.plan().waitFor();
  await visit.page.keyboard.press('Escape');
  assert.equal(await visit.plan().count(), 0);
});

test("a chip's menu does the same as dragging", async () => {
  await visit.scene();
  await visit.chip('tiny2/vda').focus();
  await visit.page.keyboard.press('Enter');
  await visit.page.getByRole('menuitem', { name: 'nas1' }).waitFor();
  await visit.assertNothingWrongForScreenReaders();
  await visit.page.keyboard.press('Enter');
  await visit.plan().getByText('godwit migrate tiny2 --disks-to nas1').waitFor();
  await visit.assertNothingWrongForScreenReaders();
  await visit.plan().getByRole('button', { name: 'Discard', exact: true }).click();
});

test('a VM that is paused is refused with its reason and a remedy, and cannot be begun', async () => {
  await godwit.pause('tiny2');
  try {
    await visit.scene();
    await visit.page.locator('button.chip.off', { has: visit.page.getByText('tiny2', { exact: true }) }).waitFor();
    await visit.carry('tiny2', 'vnode2');
    assert.match(await visit.box('vnode2').innerText(), /paused/);
    await visit.page.keyboard.press('Escape');
    await visit.drop();
    await visit.chip('tiny2').click();
    await visit.page.getByRole('menuitem', { name: 'Open tiny2' }).click();
    await visit.page.getByRole('button', { name: 'Move …' }).click();
    await visit.page.getByLabel('Runs on').selectOption('vnode2');
    await visit.plan().getByText('Refused.').waitFor();
    assert.match(await visit.plan().innerText(), /try: /);
    assert.ok(await visit.page.getByRole('button', { name: 'Migrate', exact: true }).isDisabled());
    await visit.assertNothingWrongForScreenReaders();
  } finally {
    await godwit.resume('tiny2');
    await visit.page.locator('button.chip:not(.off)', { has: visit.page.getByText('tiny2', { exact: true }) }).waitFor();
  }
});

test('a wish that cannot be is told beside the plan, with what to write instead', async () => {
  await visit.scene();
  await visit.put('tiny2', 'vnode2');
  await visit.plan().getByText('Budget, deadline, bandwidth').click();
  await visit.page.getByLabel('Deadline').fill('10ms');
  await visit.page.keyboard.press('Tab');
  await visit.plan().getByRole('alert').getByText('--deadline 60s').waitFor();
  assert.ok(await visit.page.getByRole('button', { name: 'Migrate', exact: true }).isDisabled());
});

test('a migration has a page with steps, time line, foretold beside measured, and the proof', async () => {
  await visit.scene();
  await visit.page.locator('.moves a.move').first().click();
  await visit.page.getByRole('heading', { name: 'tiny2' }).waitFor();
  await visit.page.getByText('Verified: it runs in one place only').waitFor();
  assert.equal(await visit.page.locator('article li[class*="done"]').count(), await visit.page.locator('rect.bar').count());
  assert.ok((await visit.page.locator('path.curve').count()) >= 1);
  const measured = await visit.page.getByRole('row', { name: /^downtime/ }).innerText();
  assert.match(measured, /\d+ ms\s+\d+ ms/);
  await visit.assertNothingWrongForScreenReaders();
});

test('a migration that is cancelled goes back, and its page says so', async () => {
  await visit.scene();
  await visit.put('tiny2/vda', 'nas1');
  await visit.plan().getByText('Budget, deadline, bandwidth').click();
  await visit.page.getByLabel('Bandwidth').fill('1MiB/s');
  await visit.page.keyboard.press('Tab');
  await visit.plan().getByText('--bandwidth').waitFor();
  await visit.migrate();
  await visit.page.locator('.moves a.move:has(progress)').click();
  await visit.page.getByRole('button', { name: 'Cancel' }).click();
  await visit.page.locator('article .badge.cancelled').waitFor();
  assert.equal((await godwit.whereIs('tiny2')).disks, 'vda=nas2');
});

test('the history is filtered by VM, outcome and kind, and the filter is in the address', async () => {
  await visit.page.goto(`${godwit.address}/#/migrations`);
  await visit.page.getByRole('row').nth(5).waitFor();
  await visit.page.getByLabel('outcome').selectOption('cancelled');
  await visit.page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
  assert.match(visit.page.url(), /outcome=cancelled/);
  await visit.page.goto(`${godwit.address}/#/migrations?kind=hypervisor%2Bnas`);
  await visit.page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
  await visit.assertNothingWrongForScreenReaders();
});

test('doctor, users, tokens and audit are there for an administrator', async () => {
  await visit.page.goto(`${godwit.address}/#/doctor`);
  await visit.page.getByText('that were looked at').waitFor();
  await visit.page.goto(`${godwit.address}/#/users`);
  const user = visit.page.getByRole('form', { name: 'Add a user' });
  await user.getByLabel('name').fill('watcher');
  await user.getByLabel('password').fill('a password of a viewer');
  await visit.page.getByRole('button', { name: 'Add user' }).click();
  await visit.page.getByRole('cell', { name: 'watcher', exact: true }).waitFor();
  await visit.page.goto(`${godwit.address}/#/tokens`);
  await visit.page.getByRole('form', { name: 'Make a token' }).getByLabel('name').fill('a-test');
  await visit.page.getByRole('button', { name: 'Make a token' }).click();
  await visit.page.getByText('Shown this once.').waitFor();
  await visit.page.goto(`${godwit.address}/#/audit`);
  await visit.page.getByRole('cell', { name: 'addUser' }).waitFor();
  await visit.assertNothingWrongForScreenReaders();
});

test('a viewer sees everything and can carry nothing', async () => {
  const viewer = await Visit.begin(browser, godwit.address);
  await viewer.signIn('watcher', 'a password of a viewer');
  await viewer.chipIn('vnode2', 'tiny1').click();
  await viewer.page.getByRole('menuitem', { name: 'Open tiny1' }).waitFor();
  assert.equal(await viewer.page.getByRole('menuitem', { name: 'vnode3' }).count(), 0);
  await viewer.end();
});

test("what one person does is on the other's page", async () => {
  const other = await Visit.begin(browser, godwit.address);
  await other.signIn('watcher', 'a password of a viewer');
  await other.chipIn('vnode3', 'tiny2').waitFor();
  await visit.scene();
  await visit.put('tiny2', 'vnode2');
  await visit.migrate();
  await other.arrived('tiny2', 'vnode2');
  await other.end();
});

test('a server that is started again finds its pages waiting, and they go on', async () => {
  await godwit.end();
  await visit.page.getByText('Connection lost, retrying').waitFor();
  await godwit.serve();
  await visit.page.getByText('Connection lost, retrying').waitFor({ state: 'hidden' });
  visit.complaints.length = 0;
  await visit.put('tiny2', 'vnode3');
  await visit.migrate();
  await visit.arrived('tiny2', 'vnode3');
});

test('/ goes to the filter, which finds VMs by name, host or NAS', async () => {
  await visit.page.keyboard.press('/');
  await visit.page.keyboard.type('tiny2');
  await visit.page.getByText('1 VM of 2 match').waitFor();
  assert.equal(await visit.chip('tiny1').count(), 0);
  await visit.page.keyboard.press('Escape');
  await visit.chip('tiny1').waitFor();
});

test('the page needs no script or style but its own files', async () => {
  const context = await browser.newContext({ storageState: await visit.page.context().storageState() });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.route(`${godwit.address}/`, async (route) => {
    const response = await route.fetch();
    const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await page.goto(`${godwit.address}/`);
  await page.locator('.wire').first().waitFor({ state: 'attached' });
  await page.locator('button.chip').first().click();
  await page.getByRole('menuitem').first().waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the dark page is remembered, and a phone is wide enough', async () => {
  await visit.page.getByRole('button', { name: 'Dark colours' }).click();
  await visit.page.reload();
  await visit.chip('tiny1').waitFor();
  assert.equal(await visit.page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await visit.assertNothingWrongForScreenReaders();
  await visit.page.setViewportSize({ width: 360, height: 740 });
  for (const place of ['', 'vms', 'migrations', 'doctor', 'users', 'tokens', 'audit']) {
    await visit.page.goto(`${godwit.address}/#/${place}`);
    await visit.page.waitForTimeout(300);
    await visit.assertNothingIsWiderThan(360);
  }
});

test('a finger that rests on a chip carries it, and the plan comes up from below', async () => {
  await visit.scene();
  const from = (await visit.chip('tiny1').boundingBox())!;
  const into = (await visit.box('vnode3').boundingBox())!;
  const fingers = await visit.page.context().newCDPSession(visit.page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number, y?: number) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y: y! }] });
  await touch('touchStart', from.x + 20, from.y + 12);
  await visit.page.locator('.carried').waitFor();
  await touch('touchMove', from.x + 30, from.y + 40);
  await visit.page.locator('[data-place="vnode3"].legal').waitFor();
  await touch('touchMove', into.x + 40, into.y + 30);
  await touch('touchEnd');
  await visit.plan().getByText('godwit migrate tiny1 --to vnode3').waitFor();
  await visit.plan().getByRole('button', { name: 'Discard', exact: true }).click();
});

test('signing out leaves nothing of the cluster on the page', async () => {
  await visit.page.getByRole('button', { name: /▾/ }).click();
  await visit.page.getByRole('button', { name: 'Sign out' }).click();
  await visit.page.getByRole('button', { name: 'Sign in' }).waitFor();
  assert.equal(await visit.page.locator('.scene').count(), 0);
});

test('the browser complained of nothing', () => {
  assert.deepEqual(
    visit.complaints.filter((words) => !words.includes('401')),
    [],
  );
});
