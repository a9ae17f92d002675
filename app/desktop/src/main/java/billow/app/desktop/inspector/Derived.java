package billow.app.desktop.inspector;

import billow.model.param.Param;
import billow.model.param.Params;
import java.util.Optional;

/// What holds for a parameter that nobody set and that has no default of its own, given the others.
interface Derived {
    Derived NOTHING = new Derived() {
        @Override
        public <T> Optional<T> of(Param<T> param, Params params) {
            return Optional.empty();
        }
    };

    <T> Optional<T> of(Param<T> param, Params params);
}
