/** What the API keeps about things of the portal beside what the portal itself knows of them. */
@NullMarked
package io.diction.api.property;

import org.jspecify.annotations.NullMarked;
