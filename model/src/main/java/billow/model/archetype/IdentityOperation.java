package billow.model.archetype;

/// What is asked of a user pool, by the category whose quota it uses.
/// Source: Amazon Cognito Developer Guide, "Quotas", 2023-02.
public enum IdentityOperation {
    USER_AUTHENTICATION,
    USER_TOKEN,
    USER_READ,
    USER_CREATION,
    USER_FEDERATION,
    USER_ACCOUNT_RECOVERY,
    USER_UPDATE,
    CLIENT_AUTHENTICATION
}
