package billow.model.archetype;

/// What is asked of a user pool, or of the identity pool beside it, by the category whose quota it uses.
/// Source: Amazon Cognito Developer Guide, "Quotas", 2023-02.
public enum IdentityOperation {
    USER_AUTHENTICATION,
    USER_TOKEN,
    USER_READ,
    USER_CREATION,
    USER_FEDERATION,
    USER_ACCOUNT_RECOVERY,
    USER_UPDATE,
    CLIENT_AUTHENTICATION,
    /// The answer to a challenge, for which sign-ins have a quota of their own.
    USER_AUTHENTICATION_CHALLENGE,
    /// Of an identity pool.
    GET_ID,
    /// Of an identity pool.
    GET_CREDENTIALS_FOR_IDENTITY;

    /// What one user may do only so often.
    public Limited limited() {
        return switch (this) {
            case USER_READ -> Limited.READ;
            case USER_AUTHENTICATION,
                    USER_AUTHENTICATION_CHALLENGE,
                    USER_TOKEN,
                    USER_CREATION,
                    USER_FEDERATION,
                    USER_ACCOUNT_RECOVERY,
                    USER_UPDATE -> Limited.WRITE;
            case CLIENT_AUTHENTICATION, GET_ID, GET_CREDENTIALS_FOR_IDENTITY -> Limited.NO;
        };
    }

    /// Which of the quotas of a single user a call counts against.
    public enum Limited {
        READ,
        WRITE,
        NO
    }

    /// Whether it makes a user active in its month.
    public boolean activates() {
        return switch (this) {
            case USER_AUTHENTICATION, USER_TOKEN, USER_CREATION, USER_FEDERATION -> true;
            case USER_READ,
                    USER_ACCOUNT_RECOVERY,
                    USER_UPDATE,
                    CLIENT_AUTHENTICATION,
                    USER_AUTHENTICATION_CHALLENGE,
                    GET_ID,
                    GET_CREDENTIALS_FOR_IDENTITY -> false;
        };
    }
}
