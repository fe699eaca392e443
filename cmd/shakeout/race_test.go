//go:build race

package main

// raceDetector says that the program is built to look for races, which takes time and memory of its own.
const raceDetector = true
