/** Of this program; the same as in package.json. */
export const SEMSCAPE_VERSION = '0.1.0';

/** Of TensorFlow.js, which the networks run on; the same as in package.json. */
export const TENSORFLOW_VERSION = '4.22.0';
