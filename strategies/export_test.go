package strategies

// RandomLab is a random view of a lab, for benchmarks in which scripts and programs decide.
var RandomLab = randomLab
