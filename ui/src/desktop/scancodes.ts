// Scan codes of set 1, which RDP sends (MS-RDPBCGR 2.2.8.1.1.3.1.1.1; bit 0xE000: extended), by KeyboardEvent.code. Each
// line: the first code, then the keys that have the codes from there on.
const RUNS: [number, string][] = [
  [0x01, 'Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace'],
  [0x0f, 'Tab KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter'],
  [0x1d, 'ControlLeft KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote'],
  [0x2a, 'ShiftLeft Backslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight'],
  [0x37, 'NumpadMultiply AltLeft Space CapsLock F1 F2 F3 F4 F5 F6 F7 F8 F9 F10'],
  [0x46, 'ScrollLock Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd'],
  [0x4f, 'Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal'],
  [0x56, 'IntlBackslash F11 F12 NumpadEqual'],
  [0x70, 'KanaMode Lang2 Lang1 IntlRo'],
  [0x79, 'Convert'],
  [0x7b, 'NonConvert'],
  [0x7d, 'IntlYen NumpadComma'],
  [0xe01c, 'NumpadEnter ControlRight'],
  [0xe035, 'NumpadDivide'],
  [0xe037, 'PrintScreen AltRight'],
  [0xe045, 'NumLock Pause Home ArrowUp PageUp'],
  [0xe04b, 'ArrowLeft'],
  [0xe04d, 'ArrowRight'],
  [0xe04f, 'End ArrowDown PageDown Insert Delete'],
  [0xe05b, 'MetaLeft MetaRight ContextMenu'],
];

const CODES = new Map(RUNS.flatMap(([first, keys]) => keys.split(' ').map((key, i) => [key, first + i] as const)));

export function scancode(code: string): number | undefined {
  return CODES.get(code);
}
