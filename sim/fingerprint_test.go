package sim_test

// knownFingerprint changes when the behaviour of the engine or the canonical
// bytes of a record change, and for no other reason.
const knownFingerprint = "72dde336d5438875d351c46d4f94180d"
