// Composition root of the analysis thread.
export {};
