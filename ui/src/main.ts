// Starts the window: language and theme first, so that nothing flashes, then the core, then the page.
import { mount } from 'svelte';
import App from './App.svelte';
import { pickApi } from './api';
import { firstHabits } from './parts/keyboard.svelte';
import { firstTheme } from './parts/theme.svelte';
import { app } from './state.svelte';
import { firstLanguage } from './words/words.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';

firstLanguage();
firstTheme();
firstHabits();
void pickApi(location.search).then((api) => {
  mount(App, { target: document.getElementById('window')! });
  return app.start(api);
});
