/** Which schema each topic carries, how it may change, and how a registry learns of it. */
package dev.threeway.schemas.catalog;
