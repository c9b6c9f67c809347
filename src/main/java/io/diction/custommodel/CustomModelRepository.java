package io.diction.custommodel;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.Repository;

interface CustomModelRepository extends Repository<CustomModel, UUID> {
  CustomModel save(CustomModel model);

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<CustomModel> findLockedById(UUID id);

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<CustomModel> findLockedByIdAndOrganizationId(UUID id, UUID organizationId);

  void deleteById(UUID id);
}
