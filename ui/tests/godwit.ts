import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROGRAM = new URL('../../godwit', import.meta.url).pathname;
const LABS = '/var/lib/godwit/test';
const STARTS_WITHIN_MILLIS = 60_000;

/** Which lab: two that are up at the same time have two names. */
export interface LabOf {
  name: string;
  guest: 'tiny' | 'desktop';
  vms: number;
}

/** A lab, and a real server on it. */
export class Godwit {
  private readonly environment: NodeJS.ProcessEnv;
  private server: ChildProcess | null = null;
  private port = 0;
  /** Lets one browser in, once. */
  link = '';

  private constructor(private readonly lab: string) {
    this.environment = { ...process.env, GODWIT_LABS: LABS, GODWIT_CLUSTER: `${LABS}/${lab}/cluster.yaml` };
  }

  /** Brings the lab up, with its VMs on vnode2 and their disks on nas2, and starts the server. */
  static async up({ name, guest, vms }: LabOf): Promise<Godwit> {
    const one = new Godwit(name);
    await one.godwit('lab', 'down', '--name', name).catch(() => undefined);
    await one.godwit('lab', 'up', '--name', name, '--guest', guest, '--vms', String(vms));
    await one.serve().catch(async (failed) => {
      await one.down();
      throw failed;
    });
    return one;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the server, at the same address as before. */
  async serve(): Promise<void> {
    const server = spawn(PROGRAM, ['serve', '--listen', `127.0.0.1:${this.port}`], { env: this.environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.server = server;
    let said = '';
    server.stderr!.on('data', (text) => (said += text));
    const link = await new Promise<string>((found, failed) => {
      const late = setTimeout(() => failed(new Error(`no link within ${STARTS_WITHIN_MILLIS} ms: ${said}`)), STARTS_WITHIN_MILLIS);
      createInterface(server.stdout!).on('line', (line) => line.includes('#link=') && (clearTimeout(late), found(line.trim())));
      server.on('exit', (code) => failed(new Error(`godwit serve ended with ${code}: ${said}`)));
    });
    this.link = link;
    this.port = Number(new URL(link).port);
  }

  async end(): Promise<void> {
    const server = this.server;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
  }

  async down(): Promise<void> {
    await this.end();
    await this.godwit('lab', 'down', '--name', this.lab);
  }

  /** Where the hosts themselves say that a VM is: the page is not asked. */
  async whereIs(vm: string): Promise<{ hypervisor: string; disks: string }> {
    const rows: { name: string; hypervisor: string; disks: string }[] = JSON.parse(await this.godwit('get', 'vms', '-o', 'json'));
    return rows.find((row) => row.name === vm)!;
  }

  /** As virsh does it: a VM that is paused is not moved. */
  async pause(vm: string): Promise<void> {
    await this.virsh(vm, 'suspend');
  }

  async resume(vm: string): Promise<void> {
    await this.virsh(vm, 'resume');
  }

  private async virsh(vm: string, verb: string): Promise<void> {
    const { hypervisor } = await this.whereIs(vm);
    const hosts: { name: string; uri: string }[] = JSON.parse(await this.godwit('get', 'hypervisors', '-o', 'json'));
    await run('virsh', ['-c', hosts.find((host) => host.name === hypervisor)!.uri, verb, vm]);
  }

  private async godwit(...words: string[]): Promise<string> {
    return (await run(PROGRAM, words, { env: this.environment, maxBuffer: 1e8 })).stdout;
  }
}
