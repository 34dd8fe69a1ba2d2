import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DiskMove, Migration, MigrationSummary, Move, MoveRequest, Plan, Sample, Scene, Step, Vm } from '../src/api';

/** A made-up cluster for working on the page: nothing of it is in the product, and nothing of it moves anything. */

const MIB = 1024 * 1024;
const TICK_MILLIS = 150;

interface Made {
  migration: Migration;
  samples: Sample[];
}

export class Fixture {
  private readonly scene: Scene;
  private readonly made = new Map<string, Made>();
  private readonly streams = new Set<ServerResponse>();
  private event = 0;
  private signedIn = true;

  constructor(vms: number) {
    const hosts = vms > 100 ? 10 : 2;
    const servers = vms > 100 ? 4 : 2;
    const hypervisors = Array.from({ length: hosts }, (_, i) => `vnode${i + 2}`);
    const nas = Array.from({ length: servers }, (_, i) => `nas${i + 1}`);
    this.scene = {
      cluster: 'fixture',
      version: '0',
      lastEventId: '0',
      hypervisors: hypervisors.map((name) => ({ name, reachable: true, vms: 0, memoryFreeBytes: 12 * 1024 * MIB, libvirt: '9.0.0', qemu: '7.2.22' })),
      nas: nas.map((name) => ({ name, reachable: true, exports: [{ path: '/export', reachable: true, freeBytes: 900 * 1024 * MIB, images: 0 }] })),
      vms: Array.from({ length: vms }, (_, i) => vm(i, hypervisors[vms > 100 ? i % hosts : 0]!, nas[vms > 100 ? i % servers : 1]!)),
      moves: [],
    };
    this.count();
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fixture');
    const [first, id, more] = url.pathname.split('/').filter(Boolean);
    const body = await read(request);
    const json = (value: unknown, status = 200) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(status === 204 ? undefined : JSON.stringify(value));
    };
    if (first === 'session') {
      if (request.method !== 'GET') this.signedIn = request.method === 'POST';
      return this.signedIn ? json({ user: 'fixture', role: 'admin' }) : json({ title: 'Not signed in', detail: '', remedy: '' }, request.method === 'DELETE' ? 204 : 401);
    }
    if (first === 'scene') return json({ ...this.scene, lastEventId: String(this.event) });
    if (first === 'events') return this.stream(response);
    if (first === 'targets') return json(this.targets(decodeURIComponent(id ?? '')));
    if (first === 'plans') return json(this.plan(body as MoveRequest));
    if (first === 'migrations' && request.method === 'POST' && !id) return json({ id: this.begin(body as MoveRequest) }, 202);
    if (first === 'migrations' && !id) return json({ items: [...this.made.values()].map((made) => made.migration).reverse() });
    const made = this.made.get(id ?? '');
    if (first === 'migrations' && made) return json(more === 'samples' ? made.samples : made.migration);
    if (first === 'doctor') return json({ items: [{ subject: 'vnode2', bad: false, evidence: 'libvirt 9.0.0 answers', remedy: '' }, { subject: 'nas1 /export', bad: true, evidence: '12 % is free', remedy: 'free space, or add an export' }] });
    if (first === 'users') return json({ items: [{ name: 'fixture', role: 'admin', createdAt: new Date().toISOString() }] });
    if (first === 'tokens' || first === 'audit') return json({ items: [] });
    return json({ title: 'Not found', status: 404, detail: `the fixture has no ${url.pathname}`, remedy: '' }, 404);
  }

  private find(name: string): Vm {
    return this.scene.vms.find((each) => each.name === name || each.uuid === name)!;
  }

  private targets(name: string) {
    const { hypervisor, disks } = this.find(name);
    return {
      hypervisors: Object.fromEntries(this.scene.hypervisors.map(({ name }) => [name, name === hypervisor ? { legal: false, why: 'it runs there already' } : { legal: true }])),
      nas: Object.fromEntries(this.scene.nas.map(({ name }) => [name, disks.every((disk) => disk.nas === name) ? { legal: false, why: 'its disks lie there already' } : { legal: true }])),
    };
  }

  private plan(request: MoveRequest): Plan {
    const refused = request.maxFreeze === '1ms';
    const words = [`godwit migrate ${request.vm}`, request.to && `--to ${request.to}`, request.disksTo && `--disks-to ${request.disksTo}`, ...Object.entries(request.disks ?? {}).map(([disk, nas]) => `--disk ${disk}=${nas}`), request.policy !== 'balanced' && `--policy ${request.policy}`];
    return {
      refused,
      vm: request.vm,
      kind: kindOf(request),
      checks: [
        ...(refused ? [{ id: 'freeze-budget', subject: request.vm, severity: 'refuses' as const, passed: false, evidence: 'a freeze of 1 ms cannot be kept', remedy: '--max-freeze 80ms' }] : []),
        { id: 'memory-converges', subject: request.vm, severity: 'warning', passed: false, evidence: 'how fast it dirties memory is not known under TCG', remedy: '--policy urgent may use post-copy' },
        ...['vm-runs', 'target-reachable', 'target-cpu', 'target-memory', 'export-space'].map((id) => ({ id, subject: request.vm, severity: 'info' as const, passed: true, evidence: 'as it should be', remedy: '' })),
      ],
      steps: refused ? [] : steps(request).map(({ title, label }) => ({ title, label })),
      prediction: refused ? undefined : { seconds: 8, memoryBytes: 414 * MIB, diskBytes: kindOf(request) === 'hypervisor' ? 0 : 890 * MIB, downtimeMillis: 44, freezeMillis: 113, reasons: ['as the last three between these hosts', 'disk: 890 MiB that the image has allocated'] },
      command: words.filter(Boolean).join(' '),
    };
  }

  private begin(request: MoveRequest): string {
    const vm = this.find(request.vm);
    const id = `m261124-${String(this.made.size + 1).padStart(6, '0')}-dev`;
    const disks: DiskMove[] = vm.disks
      .map((disk) => ({ target: disk.target, from: disk.nas!, to: request.disksTo ?? request.disks?.[disk.target] ?? disk.nas! }))
      .filter((disk) => disk.from !== disk.to);
    const plan = this.plan(request);
    const migration: Migration = {
      id, vm: vm.name, uuid: vm.uuid, kind: kindOf(request), policy: request.policy ?? 'balanced', outcome: 'running', reason: '',
      startedAt: new Date().toISOString(), cancelRequested: false, from: vm.hypervisor, to: request.to ?? vm.hypervisor, disks,
      steps: steps(request), checks: plan.checks, prediction: plan.prediction!, command: plan.command, verified: false,
    };
    this.made.set(id, { migration, samples: [] });
    this.change(vm, { migration: id });
    this.run(this.made.get(id)!, vm);
    return id;
  }

  private run({ migration, samples }: Made, vm: Vm): void {
    this.emit('migration', migration);
    let n = 0;
    const timer = setInterval(() => {
      n++;
      const step = migration.steps.find((each) => each.state !== 'done')!;
      step.startedAt ??= new Date().toISOString();
      step.state = 'begun';
      const long = /mirror|memory/.test(step.label);
      const percent = long ? Math.min(100, ((step as Step & { ticks?: number }).ticks = ((step as Step & { ticks?: number }).ticks ?? 0) + 1) * 4) : 100;
      const total = step.label === 'memory' ? 414 * MIB : 890 * MIB;
      const phase = step.label;
      const sample: Sample = { n, atMillis: Date.now(), step: step.sequence, phase, percent, bytesDone: (total * percent) / 100, bytesTotal: total, bytesPerSecond: 180 * MIB, dirtyBytesPerSecond: phase === 'memory' ? (2 + Math.sin(n / 3)) * MIB : 0, iteration: phase === 'memory' ? 1 + Math.floor(percent / 34) : 0, secondsLeft: (100 - percent) / 15 };
      samples.push(sample);
      migration.progress = sample;
      this.emit('sample', { migration: migration.id, ...sample });
      if (percent === 100) {
        step.state = 'done';
        step.endedAt = new Date().toISOString();
        if (step.label.startsWith('pivot')) this.change(vm, { disks: vm.disks.map((disk) => ({ ...disk, nas: migration.disks.find((each) => each.target === disk.target)?.to ?? disk.nas })) });
        if (step.label === 'memory') {
          this.change(vm, { hypervisor: migration.to });
          migration.marks = [{ atMillis: Date.now() - 60, host: migration.from, what: 'STOP', detail: '' }, { atMillis: Date.now() - 16, host: migration.to, what: 'RESUME', detail: '' }];
        }
      }
      this.emit('step', { migration: migration.id, ...step });
      const ended = migration.steps.every((each) => each.state === 'done');
      if (ended) {
        clearInterval(timer);
        Object.assign(migration, { outcome: 'done', endedAt: new Date().toISOString(), seconds: (Date.now() - Date.parse(migration.startedAt)) / 1000, verified: true, memoryBytes: 418 * MIB, diskBytes: migration.prediction.diskBytes, downtimeMillis: 44, freezeMillis: 104, longestGapMillis: 145, standstillGapMillis: 41 } satisfies Partial<MigrationSummary> & Partial<Migration>);
        this.change(vm, { migration: undefined });
        this.emit('migration', migration);
      }
      const move: Move = { id: migration.id, vm: vm.name, uuid: vm.uuid, kind: migration.kind, outcome: 'running', phase, percent, from: migration.from, to: migration.to, disks: migration.disks };
      this.scene.moves = [...this.scene.moves.filter((each) => each.id !== move.id), ...(ended ? [] : [move])];
      this.emit('scene', ended ? { movesGone: [move.id] } : { moves: [move] });
    }, TICK_MILLIS);
  }

  private change(vm: Vm, how: Partial<Vm>): void {
    Object.assign(vm, how);
    this.count();
    this.emit('scene', { vms: [vm], hypervisors: this.scene.hypervisors, nas: this.scene.nas });
  }

  private count(): void {
    for (const host of this.scene.hypervisors) host.vms = this.scene.vms.filter((vm) => vm.hypervisor === host.name).length;
    for (const nas of this.scene.nas) nas.exports[0]!.images = this.scene.vms.filter((vm) => vm.disks.some((disk) => disk.nas === nas.name)).length;
  }

  private stream(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': here\n\n');
    this.streams.add(response);
    response.on('close', () => this.streams.delete(response));
  }

  private emit(kind: string, data: unknown): void {
    const text = `id: ${++this.event}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
    this.streams.forEach((stream) => stream.write(text));
  }
}

function vm(i: number, hypervisor: string, nas: string): Vm {
  const hex = String(i + 1).padStart(12, '0');
  const name = i === 0 ? 'desktop1' : `tiny${i}`;
  return {
    uuid: `00000000-0000-4000-8000-${hex}`, name, state: i % 7 === 6 ? 'paused (user)' : 'running (booted)', running: i % 7 !== 6, hypervisor, persistent: true,
    memoryBytes: (i === 0 ? 1024 : 256) * MIB, vcpus: 1, rdp: i === 0,
    disks: [{ target: 'vda', nas, export: '/export', image: `${name}-vda.qcow2`, format: 'qcow2', bytes: 3072 * MIB }, ...(i % 5 === 3 ? [{ target: 'vdb', nas, export: '/export', image: `${name}-vdb.raw`, format: 'raw', bytes: 512 * MIB }] : [])],
  };
}

function kindOf(request: MoveRequest): Move['kind'] {
  const disks = request.disksTo !== undefined || request.disks !== undefined;
  return disks ? (request.to ? 'hypervisor+nas' : 'nas') : 'hypervisor';
}

function steps(request: MoveRequest): Step[] {
  const titles: [string, string][] = [];
  if (kindOf(request) !== 'hypervisor') titles.push(['create image nas1:/export/x.qcow2', 'create'], ['mirror vda to nas1:/export/x.qcow2', 'mirror vda'], ['pivot vda to nas1:/export/x.qcow2', 'pivot vda']);
  if (request.to) titles.push([`migrate to ${request.to}`, 'memory']);
  titles.push(['verify that the VM runs in one place only', 'verify']);
  if (kindOf(request) !== 'hypervisor') titles.push(['remove image nas2:/export/x.qcow2', 'remove']);
  return titles.map(([title, label], sequence) => ({ sequence, title, label, state: 'planned', detail: '' }));
}

async function read(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return text ? JSON.parse(text) : {};
}
