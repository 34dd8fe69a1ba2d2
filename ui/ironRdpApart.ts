import type { Plugin } from 'vite';

const MODULE = /iron-remote-desktop-rdp\.js$/;
const INLINED = /"data:application\/wasm;base64,([A-Za-z0-9+/=]+)"/;

/**
 * IronRDP's module holds its WebAssembly as a data: address of 6 MB, which a page that connects to its own server only may
 * not fetch. Here it becomes a file of its own, 4.5 MB: the policy stays strict, and the browser compiles while it loads.
 */
export function ironRdpApart(): Plugin {
  return {
    name: 'ironrdp-apart',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!MODULE.test(id)) {
        return null;
      }
      const inlined = INLINED.exec(code);
      if (!inlined) {
        throw new Error('IronRDP holds its WebAssembly no longer as a data: address; see ironRdpApart.ts');
      }
      const file = this.emitFile({ type: 'asset', name: 'ironrdp.wasm', source: Buffer.from(inlined[1]!, 'base64') });
      return { code: code.replace(inlined[0], `import.meta.ROLLUP_FILE_URL_${file}`), map: null };
    },
  };
}
