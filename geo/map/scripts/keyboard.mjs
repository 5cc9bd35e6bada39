// Which keys step through time.
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

// By how many stills; with another key held down the arrows move the map.
export const stepOf = ({ key, shiftKey, ctrlKey, altKey, metaKey }) => shiftKey || ctrlKey || altKey || metaKey ? 0 : STEPS[key] ?? 0;
