/** Draws that are the same at every run. @param seed any whole number */
export function draws(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)];
  return { one, chance: (share: number) => next() < share };
}

export type Draws = ReturnType<typeof draws>;
