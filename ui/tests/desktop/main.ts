import { mount } from 'svelte';
import Alone from './Alone.svelte';

mount(Alone, { target: document.getElementById('page')! });
