import { html, type Html } from './html';

/** The attributes that tie a field to what is wrong with it. */
export function described(id: string, problem: string | undefined): Html | null {
  return problem === undefined ? null : html` aria-invalid="true" aria-describedby="${id}-problem"`;
}

/** What is wrong with a field, beneath it. */
export function fieldProblem(id: string, problem: string | undefined): Html | null {
  return problem === undefined ? null : html`<p class="problem" id="${id}-problem">${problem}</p>`;
}
