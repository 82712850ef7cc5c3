/** How each part of the system is, asked over its own protocol. */
package dev.threeway.queryapi.health;
