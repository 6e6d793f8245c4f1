export { openBrowser } from './open-browser.js';
export { DEFAULT_LIMITS, type StudioLimits, type StudioOptions } from './options.js';
export { type Studio, startStudio } from './studio.js';
