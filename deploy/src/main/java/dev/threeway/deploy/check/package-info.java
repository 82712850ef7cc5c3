/** What the engine has found, read from where users read it, and measured against the truth. */
package dev.threeway.deploy.check;
