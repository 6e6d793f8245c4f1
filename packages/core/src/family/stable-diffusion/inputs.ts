/** Last hidden states of CLIP's text encoder: most denoisers' only conditioning. */
export const TEXT = 'encoder_hidden_states';
/** The guidance as sines and cosines, where the model was distilled with it. */
export const GUIDANCE = 'timestep_cond';
