import { mkdirSync } from 'node:fs';
import { launch, Visit } from './browser';
import { Godwit } from './godwit';

/** The pictures of the README, from a lab of tiny guests: `npm run screenshots`. */

const FOLDER = new URL('../../docs/images/', import.meta.url).pathname;
const SIZE = { width: 1280, height: 620 };

mkdirSync(FOLDER, { recursive: true });
const [godwit, browser] = await Promise.all([Godwit.up({ name: 'ui', guest: 'tiny', vms: 4 }), launch()]);
try {
  const visit = await Visit.begin(browser, godwit.link, { viewport: SIZE, deviceScaleFactor: 1.5 });
  await visit.chip('tiny4').waitFor();
  const picture = (name: string, whole = false) => visit.page.screenshot({ path: `${FOLDER}${name}.png`, fullPage: whole });

  for (const [chip, host] of [['tiny2', 'vnode3'], ['tiny3/vda', 'nas1'], ['tiny4', 'vnode3'], ['tiny4/vda', 'nas1']] as const) {
    await visit.scene();
    await visit.put(chip, host);
    await visit.migrate();
    await visit.arrived(chip, host);
  }

  await visit.scene();
  await visit.put('tiny1', 'vnode3');
  await visit.put('tiny1/vda', 'nas1');
  await visit.plan().getByText('Budget, deadline, bandwidth').click();
  await visit.page.getByLabel('Bandwidth').fill('12MiB/s');
  await visit.page.keyboard.press('Tab');
  await visit.plan().getByText('--bandwidth').waitFor();
  await visit.migrate();
  await visit.page.waitForFunction(() => Number(document.querySelector('.moves progress')?.getAttribute('value')) > 35);
  await picture('scene-page');

  await visit.arrived('tiny1', 'vnode3');
  await visit.page.locator('.moves a.move').first().click();
  await visit.page.getByText('Verified: it runs in one place only').waitFor();
  await picture('migration-page', true);

  await visit.scene();
  await visit.page.getByRole('button', { name: 'Dark colours' }).click();
  await visit.put('tiny1', 'vnode2');
  await visit.plan().getByText('godwit migrate tiny1').waitFor();
  await picture('dark-page');
} finally {
  await browser.close();
  await godwit.down();
}
console.log(`${FOLDER}: scene-page.png, migration-page.png, dark-page.png`);
