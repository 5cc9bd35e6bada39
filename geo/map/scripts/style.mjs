// How the map, its card and its bar look.
export const CSS = `
  #map_div.atlas { height: 100vh !important; width: 100% !important }
  .atlas.leaflet-container { outline: none; background: #fff; color: #1a1a1a;
    font: 16px/1.35 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
  .atlas:not(.pointed):focus-visible, .atlas button:focus-visible { outline: 3px solid #0b57d0; outline-offset: -3px }
  .atlas button { font: inherit; color: inherit; background: #fff; border: 1px solid #8a8a8a; border-radius: 8px;
    min-width: 44px; min-height: 44px; cursor: pointer; touch-action: manipulation }
  .atlas button:hover { background: #eef3fc }
  .atlas-zoom { display: flex; flex-direction: column; gap: 6px }
  .atlas-zoom button, .atlas-card .close { padding: 0; display: grid; place-items: center }
  .atlas-zoom button { box-shadow: 0 1px 3px #0003 }
  .atlas button.atlas-walk { position: absolute; z-index: 1001; top: 10px; left: 10px; padding: 0 12px; max-width: calc(100% - 90px); font-size: 15px }
  .atlas button.atlas-walk:not(:focus), .atlas-heard { position: absolute; width: 1px; height: 1px; min-width: 0; min-height: 0; margin: -1px;
    padding: 0; border: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
  .atlas-name { position: absolute; transform: translate(-50%, -50%); white-space: pre; text-align: center;
    font-weight: 600; line-height: 1.15; color: #111;
    text-shadow: 0 0 2px #fff, 0 0 2px #fff, 0 0 3px #fff, 0 0 3px #fff, 0 0 4px #fff, 0 0 5px #fff }
  .atlas-name.dim { opacity: .45 }
  .atlas b { display: block }
  .atlas-tip { font-size: 15px; max-width: 320px; white-space: normal; width: max-content; box-shadow: 0 2px 8px #0004 }
  .atlas-card { position: absolute; z-index: 1000; left: 10px; bottom: calc(var(--time, 0px) + 10px); max-width: min(520px, 100% - 20px);
    box-sizing: border-box; display: flex; flex-wrap: wrap; align-items: end; gap: 6px 18px; background: #fff; border: 1px solid #8a8a8a; border-radius: 12px;
    box-shadow: 0 4px 16px #0005; padding: 10px 12px 12px 14px; cursor: default }
  .atlas-card > div { flex: 1 1 190px }
  .atlas-card.right { left: auto; right: 10px }
  .atlas-card.high { bottom: auto; top: 10px }
  .atlas-card[hidden] { display: none }
  .atlas-card b { font-size: 19px; padding-right: 44px }
  .atlas-card p { margin: 1px 0; line-height: 1.3 }
  .atlas-card p:first-of-type { font-size: 18px }
  .atlas-card .open { flex: 0 1 auto; padding: 0 16px; background: #0b57d0; border-color: #0b57d0;
    color: #fff; font-weight: 600 }
  .atlas-card .open:hover { background: #0842a0 }
  .atlas-card .close { position: absolute; top: 2px; right: 2px; border: 0; background: none }
  @media (max-width: 420px) { .atlas-time output { font-size: 15px } .atlas-time input { margin: 0 2px } }
  @media (max-height: 450px) {
    .atlas-card { padding: 6px 10px; gap: 4px 12px; font-size: 14px; max-width: min(380px, 100% - 20px) }
    .atlas-card b, .atlas-card p:first-of-type { font-size: 16px }
    .atlas-card p { line-height: 1.2 } }
  .atlas-failed { position: absolute; z-index: 1000; inset: 0; margin: auto; height: fit-content; width: fit-content; padding: 12px 20px }
  .atlas-time { position: absolute; z-index: 1000; left: 0; right: 0; bottom: 0; box-sizing: border-box; background: #fff;
    border-top: 1px solid #c9d3dd; padding: 5px 8px; cursor: default }
  .atlas-time[hidden], .atlas-time [hidden] { display: none }
  .atlas-time > div { display: flex; align-items: center; gap: 6px }
  .atlas-time button { flex: none; padding: 0; display: grid; place-items: center }
  .atlas-time button[aria-disabled=true] { color: #9a9a9a; border-color: #c9c9c9; cursor: default; background: none }
  .atlas-time input { flex: 1 1 60px; min-width: 0; height: 44px; margin: 0 6px; accent-color: #0b57d0; cursor: pointer;
    touch-action: pan-y }
  .atlas:not(.pointed) .atlas-time input:focus-visible { outline: 3px solid #0b57d0; border-radius: 8px }
  .atlas-time output { flex: none; min-width: 5.6em; text-align: right; padding-right: 4px; font-size: 18px; line-height: 1.15; font-weight: 600;
    font-variant-numeric: tabular-nums }
  .atlas-time small { display: block; font-size: 13px; font-weight: 400; line-height: 1.1; color: #6b4600 }
  .atlas-time .key { flex-wrap: wrap; gap: 0 14px; min-height: 24px; padding: 0 4px; font-size: 14px }
  .atlas-time .key i { display: inline-block; width: 18px; height: 12px; margin-right: 5px; border: 1px solid #6b7a89 }
  @media screen and (prefers-color-scheme: dark) {
    .atlas.leaflet-container { background: #10181f; color: #e6edf3 }
    .atlas button, .atlas-card .close { color: #e6edf3; background: #1c2833; border-color: #5a6b7b }
    .atlas button:hover { background: #24405a }
    .atlas-card, .atlas-time, .atlas-tip { color: #e6edf3; background: #17222c; border-color: #5a6b7b }
    .atlas-tip::before { display: none }
    .atlas-card .open { background: #1f6fb5; border-color: #1f6fb5; color: #fff }
    .atlas-time button[aria-disabled=true] { color: #6f8192; border-color: #3a4a59 }
    .atlas-time small { color: #f5d78a }
    .atlas-time input { accent-color: #7cb8ee }
    .atlas:not(.pointed):focus-visible, .atlas button:focus-visible { outline-color: #7cb8ee }
  }
  @media print { .atlas-walk, .atlas-zoom, .atlas-card, .atlas-time { display: none } }`;
