package dev.threeway.benchmarks.contender;

import java.nio.file.Path;

/**
 * Where the programs are.
 *
 * @param home the top of the project
 * @param classPath of everything that runs on this project's own versions
 */
public record Installation(Path home, String classPath) {}
