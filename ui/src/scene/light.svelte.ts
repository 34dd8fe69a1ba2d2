/** The VM whose chips and lines are lit: the pointer or the focus is on one of them. */
class Light {
  uuid = $state<string | null>(null);
}

export const light = new Light();
