import type { Format } from './pack/format.ts';
import { allure } from './formats/allure/allure.ts';
import { ctrf } from './formats/ctrf.ts';
import { html } from './formats/html/html.ts';
import { junit } from './formats/junit.ts';
import { oscal } from './formats/oscal/oscal.ts';

/** Every format of a pack. The renderer writes them in this order, and the page lists them in this order. */
export const formats: readonly Format[] = [html, junit, ctrf, allure, oscal];
