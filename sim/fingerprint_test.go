package sim_test

// knownFingerprint changes when the behaviour of the engine or the canonical
// bytes of a record change, and for no other reason.
const knownFingerprint = "1469fedac4ec69e88e1ca5da66d06018"
