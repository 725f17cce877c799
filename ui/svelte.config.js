// Svelte's own settings: runes everywhere, so that the compiler refuses the old syntax in our files.
// It does not configure the build; that is vite.config.ts.
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true),
  },
};
