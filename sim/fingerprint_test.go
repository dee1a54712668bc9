package sim_test

// knownFingerprint changes when the behaviour of the engine or the canonical
// bytes of a record change, and for no other reason.
const knownFingerprint = "fbf5396e593f3e83453ec17aedfbc9db"
