/** A consumer to copy: how to read what the engine publishes. */
package dev.threeway.schemas.example;
