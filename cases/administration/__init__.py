"""The pages of the systemadministrator, who sees no citizens, and the approval of roles."""
