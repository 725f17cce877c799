// How the window is built and tested. Relative base because the page is served from inside the
// application; the target is the oldest web view that is shipped with it (WebKitGTK, WebView2).
// It does not know about Tauri: the same files run in a plain browser with the in-memory centre.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  plugins: [svelte()],
  clearScreen: false,
  build: {
    target: 'safari16.4',
    outDir: 'dist',
    emptyOutDir: true,
    // A data: address for a small file would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5173, strictPort: true, fs: { allow: ['..'] } },
  // Under test, components are mounted in a pretend browser, never rendered on a server.
  resolve: process.env.VITEST ? { conditions: ['browser'] } : undefined,
  test: {
    setupFiles: ['src/test-day.ts'],
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    // No test measures time: a machine that builds something else meanwhile is only slow.
    testTimeout: 30_000,
    // By default one core is left idle, of the two that many machines have.
    maxWorkers: '100%',
  },
});
